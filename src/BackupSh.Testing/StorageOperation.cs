using BackupSh.Storage;

namespace BackupSh.Testing;

/// <summary>What can be asked of a storage.</summary>
public enum StorageOperation
{
    /// <summary><see cref="IBackupStorage.ListAsync"/>.</summary>
    List,

    /// <summary><see cref="IBackupStorage.UploadAsync"/>.</summary>
    Upload,

    /// <summary><see cref="IBackupStorage.OpenReadAsync"/>, and reading the stream that it returned.</summary>
    OpenRead,

    /// <summary><see cref="IBackupStorage.DeleteAsync"/>.</summary>
    Delete,
}
