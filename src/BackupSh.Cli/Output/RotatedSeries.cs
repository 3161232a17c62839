using BackupSh.Rotation;

namespace BackupSh.Cli.Output;

/// <summary>What was rotated, or would be, in one storage.</summary>
/// <param name="Storage">The storage's name.</param>
/// <param name="Database">The database, as file names spell it.</param>
/// <param name="Backups">Every backup with its decision, newest first; empty if there was no plan.</param>
/// <param name="Deleted">The backups that are gone.</param>
/// <param name="Retained">The backups that the storage keeps locked.</param>
/// <param name="Warnings">What should be known about the plan.</param>
/// <param name="Error">Why it did not run or did not finish, or null.</param>
internal sealed record RotatedSeries(
    string Storage,
    string Database,
    IReadOnlyList<RotatedBackup> Backups,
    IReadOnlyList<string> Deleted,
    IReadOnlyList<string> Retained,
    IReadOnlyList<ShownError> Warnings,
    ShownError? Error)
{
    internal static RotatedSeries Of(RotationResult result) => new(
        result.Storage,
        result.Database,
        [.. result.Plan?.Items.Select(RotatedBackup.Of) ?? []],
        result.Deleted,
        result.Retained,
        ShownError.OfAll(result.Plan?.Warnings ?? []),
        ShownError.OfNullable(result.Error));
}
