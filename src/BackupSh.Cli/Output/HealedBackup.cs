using BackupSh.Catalog.Sync;

namespace BackupSh.Cli.Output;

/// <summary>What became of a backup that a storage had missed.</summary>
internal sealed record HealedBackup(string Backup, string Source, ShownError? Error)
{
    internal static HealedBackup Of(HealOutcome outcome) => new(outcome.Backup, outcome.Source, ShownError.OfNullable(outcome.Error));
}
