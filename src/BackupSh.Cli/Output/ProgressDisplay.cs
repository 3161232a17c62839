using BackupSh.Backups;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace BackupSh.Cli.Output;

/// <summary>Shows how far a command is, in one line that is erased in the end: a bar where the end is known, the rate, and the
/// time that is left.</summary>
internal sealed class ProgressDisplay(StandardError error) : IProgress<BackupProgress>
{
    private const int BarWidth = 24;

    public void Report(BackupProgress value) => Show(value.Stage.ToString().ToLowerInvariant(), value);

    /// <summary>Shows what is being done, where there is nothing to count.</summary>
    internal void Say(string what) => Show(what, null);

    private void Show(string what, BackupProgress? progress)
    {
        if (!error.ShowsProgress)
        {
            return;
        }

        Segment[] parts = [new(SafeText.Of(what)), .. progress is { Bytes: > 0 } ? Measure(progress) : []];
        int columns = error.Screen.Width - 1; // a terminal goes to the next line after its last column
        if (Segment.CellCount(parts) > columns)
        {
            parts = [new(Cut(string.Concat(parts.Select(part => part.Text)), columns))];
        }

        error.ShowStatus(error.Screen.Render(new Line(parts), columns).TrimEnd('\n'), Segment.CellCount(parts));
    }

    private static string Cut(string text, int columns)
    {
        while (new Segment(text).CellCount() > columns)
        {
            text = text[..^1];
        }

        return text;
    }

    private IEnumerable<Segment> Measure(BackupProgress progress)
    {
        string rate = $"{Quantities.Size((long)progress.BytesPerSecond)}/s";
        if (progress.TotalBytes is not { } total || total <= 0)
        {
            return [new($"  {Quantities.Size(progress.Bytes)}  {rate}")];
        }

        // What is written may be more than the estimate: that is no more than all of it.
        double done = Math.Min(1.0, (double)progress.Bytes / total);
        int filled = (int)(done * BarWidth);
        char unit = error.Screen.HasUnicode ? '━' : '#';
        char rest = error.Screen.HasUnicode ? '─' : '.';
        return
        [
            new("  "),
            new(new string(unit, filled), new Style(Color.Green)),
            new(new string(rest, BarWidth - filled)),
            new($"  {(int)(done * 100),3} %  {Quantities.Size(progress.Bytes)} of {Quantities.Size(total)}  {rate}{TimeLeft(progress, total)}"),
        ];
    }

    private static string TimeLeft(BackupProgress progress, long total) =>
        progress.BytesPerSecond > 0 && progress.Bytes < total
            ? $"  {Quantities.WholeDuration((total - progress.Bytes) / progress.BytesPerSecond)} left"
            : "";

    private sealed class Line(Segment[] parts) : Renderable
    {
        protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth) => parts;
    }
}
