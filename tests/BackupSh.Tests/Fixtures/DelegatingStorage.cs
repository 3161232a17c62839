using BackupSh.Storage;

namespace BackupSh.Tests.Fixtures;

/// <summary>A storage in front of another one; what is not overridden is passed on.</summary>
public abstract class DelegatingStorage(IBackupStorage inner) : IBackupStorage
{
    public virtual IAsyncEnumerable<StorageObject> ListAsync(string prefix, CancellationToken cancellationToken = default) =>
        inner.ListAsync(prefix, cancellationToken);

    public virtual Task<StorageObject> UploadAsync(string name, Stream content, UploadOptions options, CancellationToken cancellationToken = default) =>
        inner.UploadAsync(name, content, options, cancellationToken);

    public virtual Task<Stream> OpenReadAsync(string name, ReadRange range, CancellationToken cancellationToken = default) =>
        inner.OpenReadAsync(name, range, cancellationToken);

    public virtual Task<IReadOnlyList<DeleteOutcome>> DeleteAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken = default) =>
        inner.DeleteAsync(names, cancellationToken);

    public T? GetAbility<T>()
        where T : class => this as T ?? inner.GetAbility<T>();
}
