using BackupSh.Backups;
using BackupSh.Cli.Output;

namespace BackupSh.Cli.Tests.Output;

public sealed class ProgressDisplayTests
{
    private const long Mebibyte = 1024 * 1024;

    [Theory]
    [InlineData(0L, null, 0, "writing")]
    [InlineData(3 * Mebibyte, null, Mebibyte, "writing  3.0 MiB  1.0 MiB/s")]
    [InlineData(3 * Mebibyte, 12 * Mebibyte, Mebibyte, "writing  ━━━━━━──────────────────   25 %  3.0 MiB of 12.0 MiB  1.0 MiB/s  9 s left")]
    [InlineData(12 * Mebibyte, 12 * Mebibyte, Mebibyte, "writing  ━━━━━━━━━━━━━━━━━━━━━━━━  100 %  12.0 MiB of 12.0 MiB  1.0 MiB/s")]
    [InlineData(13 * Mebibyte, 12 * Mebibyte, Mebibyte, "writing  ━━━━━━━━━━━━━━━━━━━━━━━━  100 %  13.0 MiB of 12.0 MiB  1.0 MiB/s")]
    [InlineData(Mebibyte, 1000 * Mebibyte, Mebibyte, "writing  ────────────────────────    0 %  1.0 MiB of 1000 MiB  1.0 MiB/s  16 min 39 s left")]
    public void Report_AnyState_ShowsWhatIsKnown(long bytes, long? total, double rate, string expected) =>
        Assert.Equal("\r" + expected, Report(120, new BackupProgress(BackupStage.Writing, bytes, total, rate)));

    [Fact]
    public void Report_NarrowTerminal_StaysWithinOneLine()
    {
        string line = Report(20, new BackupProgress(BackupStage.Writing, Mebibyte, 2 * Mebibyte, Mebibyte));

        Assert.Equal(20, line.Length); // a carriage return, and one column less than the terminal has
    }

    [Fact]
    public void Say_ForeignName_IsEscaped()
    {
        using StringWriter writer = new();

        new ProgressDisplay(new StandardError(new Screen(writer, colors: false, 80), showsProgress: true)).Say("checking [x]\u001b[2J");

        Assert.Equal("\rchecking [x]\\u001B[2J", writer.ToString());
    }

    [Fact]
    public void Report_NobodyWatches_WritesNothing()
    {
        using StringWriter writer = new();

        new ProgressDisplay(new StandardError(new Screen(writer), showsProgress: false)).Report(new BackupProgress(BackupStage.Writing, 1, 2, 3));

        Assert.Equal("", writer.ToString());
    }

    private static string Report(int width, BackupProgress progress)
    {
        using StringWriter writer = new();
        new ProgressDisplay(new StandardError(new Screen(writer, colors: false, width), showsProgress: true)).Report(progress);
        return writer.ToString();
    }
}
