using BackupSh.Storage;
using BackupSh.Testing;

namespace BackupSh.Tests.Checks;

/// <summary>A storage that looks whether a name is free and only then stores, so that of two writers at once both succeed.</summary>
internal sealed class LookingStorage(InMemoryStorage inner, bool saysCreatesOnly) : IBackupStorage
{
    private readonly TaskCompletionSource _both = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _looking;

    public IAsyncEnumerable<StorageObject> ListAsync(string prefix, CancellationToken cancellationToken = default) =>
        inner.ListAsync(prefix, cancellationToken);

    public async Task<StorageObject> UploadAsync(string name, Stream content, UploadOptions options, CancellationToken cancellationToken = default)
    {
        if (inner.Contains(name))
        {
            throw new StorageObjectExistsException(inner.Name, name);
        }

        // The first upload of a check is alone; of a race, each waits until the other has looked.
        if (saysCreatesOnly && inner.Names.Count > 0)
        {
            if (Interlocked.Increment(ref _looking) == 2)
            {
                _both.SetResult();
            }

            await _both.Task.WaitAsync(cancellationToken);
            inner.Remove(name);
        }

        return await inner.UploadAsync(name, content, options, cancellationToken);
    }

    public Task<Stream> OpenReadAsync(string name, ReadRange range, CancellationToken cancellationToken = default) =>
        inner.OpenReadAsync(name, range, cancellationToken);

    public Task<IReadOnlyList<DeleteOutcome>> DeleteAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken = default) =>
        inner.DeleteAsync(names, cancellationToken);

    public T? GetAbility<T>()
        where T : class => typeof(T) == typeof(ICreateOnlyStorage) && !saysCreatesOnly ? null : inner.GetAbility<T>();
}
