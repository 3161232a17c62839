using BackupSh.Shared;
using BackupSh.Storage;

namespace BackupSh.IO;

/// <summary>Reads an object, and goes on where it stopped when a connection breaks or hangs.</summary>
/// <remarks>Only after a transient failure, only the same version of the object, and only as long as the attempts bring
/// something: a storage that fails three times in a row without a byte between is given up.</remarks>
internal sealed class ResumingReadStream(StorageRequests requests, string name, string? version) : ReadOnlyStream
{
    private const int BufferBytes = 128 * 1024;
    private const int MaximumBarrenFailures = 3;

    private Stream? _inner;
    private byte[] _buffer = new byte[BufferBytes];
    private int _start;
    private int _end;
    private long _offset;
    private int _barrenFailures;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.Length > 0 && _start == _end)
        {
            await FillAsync(cancellationToken).ConfigureAwait(false);
        }

        int count = Math.Min(buffer.Length, _end - _start);
        _buffer.AsMemory(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }

    public override async ValueTask DisposeAsync()
    {
        await CloseAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner?.Dispose();
        }

        base.Dispose(disposing);
    }

    private async Task FillAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                _inner ??= await requests.OpenReadAsync(name, new ReadRange(_offset, null, version), cancellationToken).ConfigureAwait(false);
                (_start, _end) = (0, 0);
                _end = await requests.ReadAsync(name, _inner, _buffer, cancellationToken).ConfigureAwait(false);
                _offset += _end;
                _barrenFailures = _end > 0 ? 0 : _barrenFailures;
                return;
            }
            catch (Exception exception) when (IsBrokenConnection(exception) && ++_barrenFailures < MaximumBarrenFailures)
            {
                await CloseAsync().ConfigureAwait(false);

                // The read that was given up may still write to the old one.
                _buffer = new byte[BufferBytes];
            }
        }
    }

    private static bool IsBrokenConnection(Exception exception) => exception is BackupShException { IsTransient: true };

    private async ValueTask CloseAsync()
    {
        if (Interlocked.Exchange(ref _inner, null) is { } inner)
        {
            await inner.DisposeAsync().ConfigureAwait(false);
        }
    }
}
