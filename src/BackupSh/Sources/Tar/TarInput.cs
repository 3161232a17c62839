using System.Buffers;

namespace BackupSh.Sources.Tar;

/// <summary>An archive that is read forward, in blocks and in pieces of content.</summary>
internal sealed class TarInput(Stream content) : IDisposable
{
    private const int BufferBytes = 128 * 1024;
    private byte[]? _buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
    private int _start;
    private int _end;

    /// <summary>Gets how many bytes were taken.</summary>
    internal long Position { get; private set; }

    /// <summary>Gets a value indicating whether the stream has thrown.</summary>
    internal bool HasFailed { get; private set; }

    private byte[] Buffer => _buffer ?? throw new ObjectDisposedException(nameof(TarInput));

    /// <summary>Takes one block; it is good until the next call.</summary>
    /// <exception cref="TarFormatException">The archive ends before the block's end.</exception>
    internal async ValueTask<ReadOnlyMemory<byte>> TakeBlockAsync(CancellationToken cancellationToken)
    {
        while (_end - _start < TarFormat.BlockBytes)
        {
            if (!await FillAsync(cancellationToken).ConfigureAwait(false))
            {
                throw Cut();
            }
        }

        return Take(TarFormat.BlockBytes);
    }

    /// <summary>Takes some bytes, at least one; they are good until the next call.</summary>
    /// <exception cref="TarFormatException">The archive has ended.</exception>
    internal async ValueTask<ReadOnlyMemory<byte>> TakeSomeAsync(long atMost, CancellationToken cancellationToken)
    {
        if (_start == _end && !await FillAsync(cancellationToken).ConfigureAwait(false))
        {
            throw Cut();
        }

        return Take((int)Math.Min(atMost, _end - _start));
    }

    /// <summary>Takes what a buffer holds at most, or nothing at the end: there the stream has checked all that was read.</summary>
    internal async ValueTask<ReadOnlyMemory<byte>> TakeRestAsync(CancellationToken cancellationToken)
    {
        if (_start == _end)
        {
            await FillAsync(cancellationToken).ConfigureAwait(false);
        }

        return Take(_end - _start);
    }

    public void Dispose()
    {
        if (_buffer is { } buffer)
        {
            _buffer = null;

            // What is restored may be nobody else's business.
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    private TarFormatException Cut() => new("the archive ends before its end marker", Position + _end - _start);

    private ReadOnlyMemory<byte> Take(int count)
    {
        ReadOnlyMemory<byte> taken = Buffer.AsMemory(_start, count);
        _start += count;
        Position += count;
        return taken;
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        Buffer.AsSpan(_start, _end - _start).CopyTo(Buffer);
        (_start, _end) = (0, _end - _start);
        HasFailed = true;
        int read = await content.ReadAsync(Buffer.AsMemory(_end, BufferBytes - _end), cancellationToken).ConfigureAwait(false);
        HasFailed = false;
        _end += read;
        return read > 0;
    }
}
