using BackupSh.Restore;

namespace BackupSh.Cli.Output;

/// <summary>What <c>restore</c> writes.</summary>
internal sealed record RestoreDocument(
    string Backup,
    string Storage,
    string Target,
    string? PreviousTarget,
    long PlaintextBytes,
    double DurationSeconds,
    IReadOnlyList<ShownError> Warnings)
{
    internal static RestoreDocument Of(RestoreResult result) => new(
        result.Backup,
        result.Storage,
        result.Target,
        result.PreviousTarget,
        result.PlaintextBytes,
        CliJson.Seconds(result.Duration),
        ShownError.OfAll(result.Warnings));
}
