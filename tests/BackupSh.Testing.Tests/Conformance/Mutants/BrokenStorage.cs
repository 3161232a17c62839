using BackupSh.Storage;

namespace BackupSh.Testing.Tests.Conformance.Mutants;

/// <summary>A correct storage with one member put out of order.</summary>
internal sealed class BrokenStorage(InMemoryStorage inner) : IBackupStorage, IStorageQuota
{
    internal delegate Task<StorageObject> Uploading(string name, Stream content, UploadOptions options, CancellationToken cancellationToken);

    internal delegate Task<Stream> Opening(string name, ReadRange range, CancellationToken cancellationToken);

    internal delegate Task<IReadOnlyList<DeleteOutcome>> Deleting(IReadOnlyCollection<string> names, CancellationToken cancellationToken);

    internal delegate IAsyncEnumerable<StorageObject> Listing(string prefix, CancellationToken cancellationToken);

    internal InMemoryStorage Inner => inner;

    internal Uploading? Upload { get; set; }

    internal Opening? Open { get; set; }

    internal Deleting? Delete { get; set; }

    internal Listing? List { get; set; }

    /// <summary>Gets or sets what to answer for an ability; it may hide it or make it up.</summary>
    internal Func<Type, object?>? Ability { get; set; }

    internal StorageSpace Space { get; set; } = new(1000, 500);

    internal bool SpaceIgnoresTheToken { get; set; }

    public Task<StorageSpace> GetSpaceAsync(CancellationToken cancellationToken = default) =>
        cancellationToken.IsCancellationRequested && !SpaceIgnoresTheToken ? Task.FromCanceled<StorageSpace>(cancellationToken) : Task.FromResult(Space);

    public IAsyncEnumerable<StorageObject> ListAsync(string prefix, CancellationToken cancellationToken = default) =>
        (List ?? inner.ListAsync)(prefix, cancellationToken);

    public Task<StorageObject> UploadAsync(string name, Stream content, UploadOptions options, CancellationToken cancellationToken = default) =>
        (Upload ?? inner.UploadAsync)(name, content, options, cancellationToken);

    public Task<Stream> OpenReadAsync(string name, ReadRange range, CancellationToken cancellationToken = default) =>
        (Open ?? inner.OpenReadAsync)(name, range, cancellationToken);

    public Task<IReadOnlyList<DeleteOutcome>> DeleteAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken = default) =>
        (Delete ?? inner.DeleteAsync)(names, cancellationToken);

    public T? GetAbility<T>()
        where T : class => Ability is not null ? (T?)Ability(typeof(T)) : this as T ?? inner.GetAbility<T>();

    /// <summary>Stores bytes under a name in any case, as the storage shows it.</summary>
    internal StorageObject Put(string name, byte[] bytes)
    {
        inner.Put(name, bytes);
        return Find(name)!;
    }

    internal StorageObject? Find(string name) => inner.ListAsync(name).ToBlockingEnumerable().FirstOrDefault(item => item.Name == name);

    /// <summary>Reads content to its end, or as far as it comes.</summary>
    internal static async Task<(byte[] Bytes, Exception? Failure)> TakeAsync(Stream content, CancellationToken cancellationToken)
    {
        using MemoryStream bytes = new();
        try
        {
            byte[] buffer = new byte[10_000];
            for (int read; (read = await content.ReadAsync(buffer, cancellationToken)) > 0;)
            {
                bytes.Write(buffer, 0, read);
            }

            return (bytes.ToArray(), null);
        }
        catch (Exception exception)
        {
            return (bytes.ToArray(), exception);
        }
    }
}
