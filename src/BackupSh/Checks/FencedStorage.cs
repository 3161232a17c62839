using BackupSh.Storage;

namespace BackupSh.Checks;

/// <summary>A storage of which only the names with one prefix can be read, written or deleted. Everything can be listed.</summary>
/// <remarks>What tries a storage in use may have mistakes of its own: it shall not be able to touch a backup.</remarks>
internal sealed class FencedStorage(IBackupStorage inner, string prefix) : IBackupStorage
{
    public IAsyncEnumerable<StorageObject> ListAsync(string prefix, CancellationToken cancellationToken = default) =>
        inner.ListAsync(prefix, cancellationToken);

    public Task<StorageObject> UploadAsync(string name, Stream content, UploadOptions options, CancellationToken cancellationToken = default)
    {
        ThrowIfOutside(name);
        return inner.UploadAsync(name, content, options, cancellationToken);
    }

    public Task<Stream> OpenReadAsync(string name, ReadRange range, CancellationToken cancellationToken = default)
    {
        ThrowIfOutside(name);
        return inner.OpenReadAsync(name, range, cancellationToken);
    }

    public Task<IReadOnlyList<DeleteOutcome>> DeleteAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken = default)
    {
        foreach (string name in names ?? [])
        {
            ThrowIfOutside(name);
        }

        return inner.DeleteAsync(names!, cancellationToken);
    }

    public T? GetAbility<T>()
        where T : class => this as T ?? inner.GetAbility<T>();

    // A name that is none is the storage's to refuse.
    private void ThrowIfOutside(string? name)
    {
        if (ObjectName.IsValid(name) && !name.StartsWith(prefix, StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"'{name}' does not start with '{prefix}': a trial touches nothing else.");
        }
    }
}
