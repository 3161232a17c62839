namespace BackupSh.Storage;

/// <summary>A place where backups lie: a bucket, a folder in a cloud, a directory.</summary>
/// <remarks>
/// <para>Ten clauses hold for every storage:</para>
/// <list type="number">
/// <item><b>Atomic.</b> A name becomes visible only when <see cref="UploadAsync"/> has completed successfully.</item>
/// <item><b>No leftovers.</b> If the content throws, or the token fires, nothing is listed afterwards. The content's exception
/// comes out as it is.</item>
/// <item><b>Read after write.</b> When <see cref="UploadAsync"/> returns, listing and reading see the object.</item>
/// <item><b>Write once.</b> An existing name gives <see cref="StorageObjectExistsException"/>; the old bytes stay.
/// <see cref="ICreateOnlyStorage"/> says how far that holds between racing writers.</item>
/// <item><b>Stream manners.</b> Content is read forward once, never sought, never disposed; its length may be unknown.
/// A stream that is returned belongs to the caller.</item>
/// <item><b>Missing.</b> Reading a missing name throws <see cref="StorageObjectNotFoundException"/> before a stream is
/// returned; deleting one is <see cref="DeleteStatus.NotFound"/>.</item>
/// <item><b>Listing.</b> All pages, names that start with the prefix ordinally, only finished objects, in any order; an
/// incomplete listing throws. A storage that is not there (no such bucket, folder or directory) throws as well: it is never
/// empty, and its objects are never <see cref="DeleteStatus.NotFound"/>.</item>
/// <item><b>Cancellation.</b> <see cref="OperationCanceledException"/>, unwrapped; a token that is already cancelled
/// causes no request.</item>
/// <item><b>Errors.</b> Everything else is a <see cref="StorageException"/>. No vendor's type in a signature.</item>
/// <item><b>Concurrency.</b> Safe for concurrent calls; no token outlives its call.</item>
/// </list>
/// <para>Names obey <see cref="ObjectName"/>; the engine checks them before a storage sees them.</para>
/// </remarks>
public interface IBackupStorage
{
    /// <summary>Lists all objects whose names start with a prefix.</summary>
    /// <param name="prefix">The prefix, ordinal; empty for everything. Foreign names may come out.</param>
    /// <param name="cancellationToken">Cancels the listing.</param>
    /// <returns>The objects, in any order.</returns>
    /// <exception cref="StorageException">The listing failed or is not provably complete.</exception>
    IAsyncEnumerable<StorageObject> ListAsync(string prefix, CancellationToken cancellationToken = default);

    /// <summary>Stores an object: atomically, of unknown length, never over an existing one.</summary>
    /// <param name="name">A name that obeys <see cref="ObjectName"/>.</param>
    /// <param name="content">The bytes, read forward once to its end.</param>
    /// <param name="options">The run, a size hint, metadata and progress.</param>
    /// <param name="cancellationToken">Cancels the upload and removes what was sent.</param>
    /// <returns>The object as the storage shows it.</returns>
    /// <exception cref="ArgumentException">The name does not obey <see cref="ObjectName"/>.</exception>
    /// <exception cref="StorageObjectExistsException">The name is taken.</exception>
    /// <exception cref="StorageException">The upload failed; nothing is listed under the name.</exception>
    Task<StorageObject> UploadAsync(string name, Stream content, UploadOptions options, CancellationToken cancellationToken = default);

    /// <summary>Opens an object for reading.</summary>
    /// <param name="name">A name that obeys <see cref="ObjectName"/>.</param>
    /// <param name="range">The part to read. An offset at or beyond the end gives an empty stream.</param>
    /// <param name="cancellationToken">Cancels the opening.</param>
    /// <returns>A stream that belongs to the caller.</returns>
    /// <exception cref="ArgumentException">The name does not obey <see cref="ObjectName"/>, or the range is negative.</exception>
    /// <exception cref="StorageObjectNotFoundException">There is no such object.</exception>
    /// <exception cref="StorageException">The object is not the version asked for, or reading failed. Reads of the stream
    /// throw it too, also if the object ends before the size that it had.</exception>
    Task<Stream> OpenReadAsync(string name, ReadRange range, CancellationToken cancellationToken = default);

    /// <summary>Deletes objects.</summary>
    /// <param name="names">The names, each obeying <see cref="ObjectName"/>.</param>
    /// <param name="cancellationToken">Cancels what has not been deleted yet.</param>
    /// <returns>One outcome per name, in the order of <paramref name="names"/>.</returns>
    /// <exception cref="ArgumentException">A name does not obey <see cref="ObjectName"/>; nothing was deleted.</exception>
    /// <exception cref="StorageException">The request failed as a whole, and what happened is not known per name.</exception>
    Task<IReadOnlyList<DeleteOutcome>> DeleteAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken = default);

    /// <summary>Returns an ability of this storage, reaching through decorators.</summary>
    /// <typeparam name="T">An ability, for example <see cref="ICreateOnlyStorage"/>.</typeparam>
    /// <returns>The ability, or <see langword="null"/>.</returns>
    T? GetAbility<T>()
        where T : class => this as T;
}
