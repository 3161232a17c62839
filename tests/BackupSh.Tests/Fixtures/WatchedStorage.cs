using BackupSh.Storage;

namespace BackupSh.Tests.Fixtures;

/// <summary>Counts what is read of a storage, and gives other content than it holds where a test says so.</summary>
public sealed class WatchedStorage(IBackupStorage inner) : DelegatingStorage(inner)
{
    private readonly Lock _lock = new();
    private long _bytesRead;
    private int _reading;

    public long BytesRead => Interlocked.Read(ref _bytesRead);

    /// <summary>Gets how many objects were open for reading at the same time at most.</summary>
    public int MostAtOnce { get; private set; }

    /// <summary>Gets or sets what every opening waits for.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    /// <summary>Gets or sets the content to give instead of an object's own; null to give that.</summary>
    public Func<string, Stream?> Substitute { get; set; } = static _ => null;

    public override async Task<Stream> OpenReadAsync(string name, ReadRange range, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            MostAtOnce = Math.Max(MostAtOnce, ++_reading);
        }

        await Gate.WaitAsync(cancellationToken);
        Stream content = Substitute(name) ?? await base.OpenReadAsync(name, range, cancellationToken);
        return new WatchedStream(content, count => Interlocked.Add(ref _bytesRead, count), Close);
    }

    private void Close()
    {
        lock (_lock)
        {
            _reading--;
        }
    }
}
