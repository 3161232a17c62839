using BackupSh.Storage;

namespace BackupSh.Tests.Fixtures;

/// <summary>A storage that watches how an archive's content reads: how often, and how it fails.</summary>
public sealed class ReadingStorage(IBackupStorage inner) : IBackupStorage
{
    private int _reads;

    public int Reads => Volatile.Read(ref _reads);

    /// <summary>Gets after how many reads of an archive to wait until it is cancelled.</summary>
    public int MaximumRead { get; init; } = int.MaxValue;

    public Exception? Failure { get; private set; }

    public IAsyncEnumerable<StorageObject> ListAsync(string prefix, CancellationToken cancellationToken = default) =>
        inner.ListAsync(prefix, cancellationToken);

    public async Task<StorageObject> UploadAsync(string name, Stream content, UploadOptions options, CancellationToken cancellationToken = default)
    {
        if (name.EndsWith(".claim", StringComparison.Ordinal) || name.EndsWith(".info", StringComparison.Ordinal))
        {
            return await inner.UploadAsync(name, content, options, cancellationToken);
        }

        try
        {
            byte[] buffer = new byte[1000];
            while (await content.ReadAsync(buffer, CancellationToken.None) > 0)
            {
                if (Interlocked.Increment(ref _reads) >= MaximumRead)
                {
                    await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
                }
            }
        }
        catch (Exception exception)
        {
            Failure = exception;
            throw;
        }

        throw new InvalidOperationException("The content ended as if it were whole.");
    }

    public Task<Stream> OpenReadAsync(string name, ReadRange range, CancellationToken cancellationToken = default) =>
        inner.OpenReadAsync(name, range, cancellationToken);

    public Task<IReadOnlyList<DeleteOutcome>> DeleteAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken = default) =>
        inner.DeleteAsync(names, cancellationToken);

    public T? GetAbility<T>()
        where T : class => this as T ?? inner.GetAbility<T>();
}
