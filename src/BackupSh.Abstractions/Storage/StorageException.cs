namespace BackupSh.Storage;

/// <summary>A storage failed.</summary>
public class StorageException : BackupShException
{
    /// <summary>Initializes the exception.</summary>
    /// <param name="storage">The storage's name in the configuration.</param>
    /// <param name="objectName">The object concerned, or <see langword="null"/>.</param>
    /// <param name="error">The code, message and hint.</param>
    /// <param name="innerException">The cause, or <see langword="null"/>. Must hold no secret.</param>
    /// <param name="isTransient">Whether the same attempt may succeed later without anybody's action.</param>
    public StorageException(
        string storage, string? objectName, BackupShError error, Exception? innerException = null, bool isTransient = false)
        : base(error, innerException, isTransient)
    {
        Storage = storage;
        ObjectName = objectName;
    }

    /// <summary>Gets the storage's name in the configuration.</summary>
    public string Storage { get; }

    /// <summary>Gets the object concerned, or <see langword="null"/>.</summary>
    public string? ObjectName { get; }
}
