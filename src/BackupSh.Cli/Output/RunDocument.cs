using BackupSh.Backups;

namespace BackupSh.Cli.Output;

/// <summary>What <c>run</c> writes.</summary>
internal sealed record RunDocument(string Job, string RunId, string Status, double DurationSeconds, IReadOnlyList<RunBackup> Backups)
{
    internal static RunDocument Of(RunResult result) => new(
        result.Job, result.RunId, CliJson.Word(result.Status), CliJson.Seconds(result.Duration), [.. result.Backups.Select(RunBackup.Of)]);
}
