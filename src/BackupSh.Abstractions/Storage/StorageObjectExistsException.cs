using BackupSh.Shared;

namespace BackupSh.Storage;

/// <summary>An object's name is taken, and nothing was overwritten (<c>BSH0201</c>).</summary>
/// <param name="storage">The storage's name in the configuration.</param>
/// <param name="objectName">The name that is taken.</param>
/// <param name="innerException">The cause, or <see langword="null"/>.</param>
public sealed class StorageObjectExistsException(string storage, string objectName, Exception? innerException = null)
    : StorageException(storage, objectName, ErrorTexts.Error("BSH0201", objectName, storage), innerException);
