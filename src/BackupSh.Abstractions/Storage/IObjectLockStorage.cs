namespace BackupSh.Storage;

/// <summary>The ability to keep objects from being deleted or overwritten until a time, whoever asks.</summary>
/// <remarks>A storage that has it locks what is uploaded with <see cref="UploadOptions.RetainUntil"/>, and says
/// <see cref="DeleteStatus.Retained"/> of what is locked.</remarks>
public interface IObjectLockStorage
{
    /// <summary>Returns until when an object is locked.</summary>
    /// <param name="name">A name that obeys <see cref="ObjectName"/>.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The end, UTC, which may have passed; or <see langword="null"/> if the object was never locked.</returns>
    /// <exception cref="ArgumentException">The name does not obey <see cref="ObjectName"/>.</exception>
    /// <exception cref="StorageObjectNotFoundException">There is no such object.</exception>
    /// <exception cref="StorageException">The storage could not be asked.</exception>
    Task<DateTimeOffset?> GetRetainedUntilAsync(string name, CancellationToken cancellationToken = default);
}
