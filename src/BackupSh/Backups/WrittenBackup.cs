using BackupSh.Catalog;

namespace BackupSh.Backups;

/// <summary>An archive that is written, and not a backup yet.</summary>
/// <param name="Recipe">What it is made of.</param>
/// <param name="Name">The claimed name.</param>
/// <param name="Unclaimed">The storages that could not be claimed, with why.</param>
/// <param name="Written">What went through the pipeline, and how each upload ended.</param>
/// <param name="Duration">How long dumping and uploading took.</param>
internal sealed record WrittenBackup(
    BackupRecipe Recipe, BackupName Name, IReadOnlyDictionary<string, Exception> Unclaimed, PipelineResult Written, TimeSpan Duration)
{
    /// <summary>Returns why a storage does not have the archive, or null if it has it.</summary>
    internal Exception? FailureOf(string storage) =>
        Unclaimed.GetValueOrDefault(storage) ?? Written.Uploads.GetValueOrDefault(storage)?.Failure;
}
