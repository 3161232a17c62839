using System.Buffers;
using System.Collections.Concurrent;
using BackupSh.Storage;
using BackupSh.Testing;

namespace BackupSh.Benchmarks;

/// <summary>A storage that takes archives and forgets their bytes; the small objects beside them it keeps.</summary>
internal sealed class NullStorage(int bufferBytes) : IBackupStorage
{
    private readonly InMemoryStorage _small = new();
    private readonly ConcurrentDictionary<string, StorageObject> _archives = new(StringComparer.Ordinal);

    /// <summary>Gets how many bytes the last archive had.</summary>
    internal long LastBytes { get; private set; }

    public async IAsyncEnumerable<StorageObject> ListAsync(string prefix, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (StorageObject one in _small.ListAsync(prefix, cancellationToken))
        {
            yield return one;
        }

        foreach (StorageObject one in _archives.Values.Where(one => one.Name.StartsWith(prefix, StringComparison.Ordinal)))
        {
            yield return one;
        }
    }

    public async Task<StorageObject> UploadAsync(string name, Stream content, UploadOptions options, CancellationToken cancellationToken = default)
    {
        if (Path.GetExtension(name) is ".info" or ".claim")
        {
            return await _small.UploadAsync(name, content, options, cancellationToken);
        }

        byte[] buffer = ArrayPool<byte>.Shared.Rent(bufferBytes);
        long size = 0;
        int read;
        while ((read = await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken)) > 0)
        {
            size += read;
        }

        ArrayPool<byte>.Shared.Return(buffer);
        LastBytes = size;
        return _archives[name] = new StorageObject(name, size, TimeProvider.System.GetUtcNow());
    }

    public Task<Stream> OpenReadAsync(string name, ReadRange range, CancellationToken cancellationToken = default) => _small.OpenReadAsync(name, range, cancellationToken);

    public Task<IReadOnlyList<DeleteOutcome>> DeleteAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken = default) =>
        _small.DeleteAsync(names, cancellationToken);

    public T? GetAbility<T>()
        where T : class => this as T ?? _small.GetAbility<T>();
}
