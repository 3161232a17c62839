using System.Runtime.ExceptionServices;
using BackupSh.Shared;

namespace BackupSh.IO;

/// <summary>Reads an archive for the second time: a piece is released only when it is what it was the first time.</summary>
/// <param name="inner">The archive; disposed with this stream.</param>
/// <param name="digests">What its pieces were.</param>
/// <param name="different">Makes the exception of a piece that differs.</param>
internal sealed class ReleasingReadStream(Stream inner, ChunkDigests digests, Func<Exception> different) : ReadOnlyStream
{
    private readonly byte[] _chunk = new byte[ChunkDigests.ChunkBytes];
    private ExceptionDispatchInfo? _failure;
    private int _start;
    private int _end;
    private int _index;
    private bool _ended;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _failure?.Throw();
        if (buffer.Length > 0 && _start == _end && !_ended)
        {
            await FillAsync(cancellationToken).ConfigureAwait(false);
        }

        int count = Math.Min(buffer.Length, _end - _start);
        _chunk.AsMemory(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }

    public override async ValueTask DisposeAsync()
    {
        await inner.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private async Task FillAsync(CancellationToken cancellationToken)
    {
        try
        {
            int length = await inner.ReadAtLeastAsync(_chunk, _chunk.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            _ended = length < _chunk.Length;
            if (length > 0 ? !digests.Matches(_index++, _chunk.AsSpan(0, length)) : _index != digests.Count)
            {
                throw different();
            }

            (_start, _end) = (0, length);
        }
        catch (Exception exception)
        {
            _failure = ExceptionDispatchInfo.Capture(exception); // nothing of this piece, or after it, is released
            throw;
        }
    }
}
