using BackupSh.Backups;

namespace BackupSh.Cli.Output;

/// <summary>What became of a backup in one storage.</summary>
internal sealed record RunStorage(
    string Storage, bool Committed, ShownError? Error, IReadOnlyList<ShownError> Warnings, RunRotation? Rotation,
    IReadOnlyList<HealedBackup> Healed)
{
    internal static RunStorage Of(StorageOutcome outcome) => new(
        outcome.Storage,
        outcome.IsCommitted,
        ShownError.OfNullable(outcome.Error),
        ShownError.OfAll(outcome.Warnings),
        outcome.Rotation is { } rotation ? RunRotation.Of(rotation) : null,
        [.. outcome.Healed.Select(HealedBackup.Of)]);
}
