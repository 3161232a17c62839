using BackupSh.Storage;

namespace BackupSh.Testing.Tests.Conformance;

/// <summary>A correct storage with one member put out of order.</summary>
internal sealed class BrokenStorage(InMemoryStorage inner) : IBackupStorage
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

    public IAsyncEnumerable<StorageObject> ListAsync(string prefix, CancellationToken cancellationToken = default) =>
        (List ?? inner.ListAsync)(prefix, cancellationToken);

    public Task<StorageObject> UploadAsync(string name, Stream content, UploadOptions options, CancellationToken cancellationToken = default) =>
        (Upload ?? inner.UploadAsync)(name, content, options, cancellationToken);

    public Task<Stream> OpenReadAsync(string name, ReadRange range, CancellationToken cancellationToken = default) =>
        (Open ?? inner.OpenReadAsync)(name, range, cancellationToken);

    public Task<IReadOnlyList<DeleteOutcome>> DeleteAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken = default) =>
        (Delete ?? inner.DeleteAsync)(names, cancellationToken);

    public T? GetAbility<T>()
        where T : class => Ability is null ? inner.GetAbility<T>() : (T?)Ability(typeof(T));

    /// <summary>Reads content to its end as the mutants do that must do it themselves.</summary>
    internal static async Task<byte[]> ReadAsync(Stream content, CancellationToken cancellationToken)
    {
        using MemoryStream bytes = new();
        await content.CopyToAsync(bytes, cancellationToken);
        return bytes.ToArray();
    }
}
