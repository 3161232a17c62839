using BackupSh.Storage;

namespace BackupSh.Shared;

/// <summary>How one version of one object is read: what an adapter tells <see cref="ObjectReadStream"/>.</summary>
internal abstract class ObjectReader
{
    /// <summary>Gets the object's name, for the log.</summary>
    internal abstract string Name { get; }

    /// <summary>Requests the bytes from an offset to where the read ends, of the version that the first answer had.</summary>
    /// <param name="offset">The next byte, counted in the object.</param>
    /// <param name="attempt">Which attempt it is.</param>
    /// <param name="cancellationToken">Breaks it off.</param>
    /// <returns>The body alone; it is disposed.</returns>
    internal abstract Task<Stream> OpenAsync(long offset, RequestAttempt attempt, CancellationToken cancellationToken);

    /// <summary>Says of a failure of a request or of its body whether to go on. Broken connections belong here, too.</summary>
    internal abstract RequestFailure Classify(Exception failure);

    /// <summary>Makes the adapter's exception of a failure that ends the reading.</summary>
    internal abstract StorageException Translate(Exception failure);

    /// <summary>Makes the adapter's exception of a body that is not what it should be.</summary>
    /// <param name="fault">What is wrong.</param>
    /// <param name="offset">Where in the object.</param>
    /// <param name="cause">What broke the reading off, or null.</param>
    internal abstract StorageException Fault(ReadFault fault, long offset, Exception? cause);
}
