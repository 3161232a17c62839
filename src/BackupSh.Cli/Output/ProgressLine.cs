using BackupSh.Backups;

namespace BackupSh.Cli.Output;

/// <summary>Shows how far a command is, in one line that is erased in the end.</summary>
internal sealed class ProgressLine(StandardError error) : IProgress<BackupProgress>
{
    public void Report(BackupProgress value) => error.ShowStatus(Describe(value));

    private static string Describe(BackupProgress progress)
    {
        string stage = progress.Stage.ToString().ToLowerInvariant();
        if (progress.Bytes == 0)
        {
            return stage;
        }

        string total = progress.TotalBytes is { } bytes ? $" of {Quantities.Size(bytes)}" : "";
        return $"{stage} {Quantities.Size(progress.Bytes)}{total}, {Quantities.Size((long)progress.BytesPerSecond)}/s";
    }
}
