using BackupSh.Storage;

namespace BackupSh.Tests.Fixtures;

/// <summary>A storage that holds uploads of certain names at a gate, and ignores that they are cancelled.</summary>
public sealed class StubbornStorage(IBackupStorage inner, Task gate, Func<string, bool> isHeld) : IBackupStorage
{
    private volatile bool _holding;

    public bool IsHolding => _holding;

    public IAsyncEnumerable<StorageObject> ListAsync(string prefix, CancellationToken cancellationToken = default) =>
        inner.ListAsync(prefix, cancellationToken);

    public async Task<StorageObject> UploadAsync(string name, Stream content, UploadOptions options, CancellationToken cancellationToken = default)
    {
        if (!isHeld(name))
        {
            return await inner.UploadAsync(name, content, options, cancellationToken);
        }

        _holding = true;
        await gate;
        return await inner.UploadAsync(name, content, options, CancellationToken.None);
    }

    public Task<Stream> OpenReadAsync(string name, ReadRange range, CancellationToken cancellationToken = default) =>
        inner.OpenReadAsync(name, range, cancellationToken);

    public Task<IReadOnlyList<DeleteOutcome>> DeleteAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken = default) =>
        inner.DeleteAsync(names, cancellationToken);

    public T? GetAbility<T>()
        where T : class => this as T ?? inner.GetAbility<T>();
}
