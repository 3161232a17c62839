namespace BackupSh.Catalog;

/// <summary>A storage that could not be asked, and why.</summary>
internal sealed record StorageFailure(string Storage, Exception Exception);
