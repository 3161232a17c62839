using BackupSh.Storage;

namespace BackupSh.Backups;

/// <summary>How an upload ended.</summary>
/// <param name="Stored">The object, or null if it failed.</param>
/// <param name="Failure">Why it failed, or null.</param>
internal sealed record UploadOutcome(StorageObject? Stored, Exception? Failure);
