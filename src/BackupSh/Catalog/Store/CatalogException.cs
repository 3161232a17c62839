namespace BackupSh.Catalog.Store;

/// <summary>A store of the catalog failed. No backup is lost by it.</summary>
/// <param name="error">The code, message and hint.</param>
/// <param name="innerException">The cause, or <see langword="null"/>. Must hold no secret.</param>
/// <param name="isTransient">Whether the same attempt may succeed later without anybody's action.</param>
public sealed class CatalogException(BackupShError error, Exception? innerException = null, bool isTransient = false)
    : BackupShException(error, innerException, isTransient);
