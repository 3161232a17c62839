namespace BackupSh.Storage;

/// <summary>The ability to tell how much room is left.</summary>
public interface IStorageQuota
{
    /// <summary>Returns the storage's room.</summary>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>Total and free bytes, as far as the storage knows them.</returns>
    /// <exception cref="StorageException">The storage could not be asked.</exception>
    Task<StorageSpace> GetSpaceAsync(CancellationToken cancellationToken = default);
}
