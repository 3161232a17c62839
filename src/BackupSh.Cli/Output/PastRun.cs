using System.Text.Json;
using BackupSh.Catalog.History;

namespace BackupSh.Cli.Output;

/// <summary>A run of the past.</summary>
internal sealed record PastRun(
    string RunId, string Job, DateTime Started, string Status, double? DurationSeconds, IReadOnlyList<RunBackupRecord> Backups)
{
    internal static PastRun Of(RunRecord run) => new(
        run.RunId,
        run.Job,
        CliJson.WholeSeconds(run.Started),
        JsonNamingPolicy.CamelCase.ConvertName(run.Status),
        run.Duration is { } duration ? CliJson.Seconds(duration) : null,
        run.Backups);
}
