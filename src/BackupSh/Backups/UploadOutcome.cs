using BackupSh.Storage;

namespace BackupSh.Backups;

/// <summary>How an upload ended.</summary>
/// <param name="Stored">The object, or null if it failed.</param>
/// <param name="Failure">Why it failed, or null.</param>
internal sealed record UploadOutcome(StorageObject? Stored, Exception? Failure)
{
    /// <summary>Gets until when the object is locked, or null.</summary>
    internal DateTimeOffset? RetainUntil { get; init; }
}
