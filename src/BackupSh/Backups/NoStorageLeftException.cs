namespace BackupSh.Backups;

/// <summary>Ends a source's work when no storage takes its bytes any more; the storages' own errors say why.</summary>
internal sealed class NoStorageLeftException() : Exception("No storage is left to write to.");
