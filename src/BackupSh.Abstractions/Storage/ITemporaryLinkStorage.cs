namespace BackupSh.Storage;

/// <summary>The ability to let somebody without credentials download an object for a while.</summary>
public interface ITemporaryLinkStorage
{
    /// <summary>Makes a link to an object.</summary>
    /// <param name="name">A name that obeys <see cref="ObjectName"/>.</param>
    /// <param name="lifetime">How long it should work, above zero. A storage may cut it to what it can do.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The link. Whoever has it can read the object: treat it as a secret.</returns>
    /// <exception cref="ArgumentException">The name does not obey <see cref="ObjectName"/>, or the lifetime is not above zero.</exception>
    /// <exception cref="StorageObjectNotFoundException">There is no such object.</exception>
    /// <exception cref="StorageException">The link could not be made.</exception>
    Task<TemporaryLink> GetTemporaryLinkAsync(string name, TimeSpan lifetime, CancellationToken cancellationToken = default);
}
