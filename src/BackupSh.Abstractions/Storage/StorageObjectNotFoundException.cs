using BackupSh.Shared;

namespace BackupSh.Storage;

/// <summary>There is no such object (<c>BSH0202</c>).</summary>
/// <param name="storage">The storage's name in the configuration.</param>
/// <param name="objectName">The name that was asked for.</param>
/// <param name="innerException">The cause, or <see langword="null"/>.</param>
public sealed class StorageObjectNotFoundException(string storage, string objectName, Exception? innerException = null)
    : StorageException(storage, objectName, ErrorTexts.Error("BSH0202", objectName, storage), innerException);
