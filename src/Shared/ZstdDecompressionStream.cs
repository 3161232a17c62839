using System.Buffers;
using ZstdSharp;

namespace BackupSh.Shared;

/// <summary>Decompresses zstd frames; its end is only reached after the last frame's checksum and with nothing behind it.</summary>
internal sealed class ZstdDecompressionStream(Stream source, Func<string, Exception?, Exception> damaged) : ReadOnlyStream
{
    private const int InputBytes = 128 * 1024;

    private readonly Decompressor _decompressor = new();
    private byte[] _input = ArrayPool<byte>.Shared.Rent(InputBytes);
    private int _start;
    private int _end;
    private bool _betweenFrames;
    private bool _disposed;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        while (buffer.Length > 0)
        {
            if (_start < _end)
            {
                int written = Decompress(buffer.Span);
                if (written > 0)
                {
                    return written;
                }

                continue;
            }

            if (!_betweenFrames && Drain(buffer.Span) is > 0 and int pending)
            {
                return pending;
            }

            (_start, _end) = (0, 0); // a read that fails must not leave the old input to be read again
            _end = await source.ReadAsync(_input.AsMemory(0, InputBytes), cancellationToken).ConfigureAwait(false);
            if (_end == 0)
            {
                return _betweenFrames ? 0 : throw damaged("the compressed data ends in the middle", null);
            }
        }

        return 0;
    }

    public override async ValueTask DisposeAsync()
    {
        await source.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_disposed)
        {
            _disposed = true;
            source.Dispose();
            _decompressor.Dispose();
            ArrayPool<byte>.Shared.Return(_input, clearArray: true);
            _input = [];
        }

        base.Dispose(disposing);
    }

    private int Decompress(Span<byte> output)
    {
        OperationStatus status = Unwrap(_input.AsSpan(_start, _end - _start), output, out int consumed, out int written);
        _start += consumed;
        _betweenFrames = status == OperationStatus.Done;
        if (consumed == 0 && written == 0 && status != OperationStatus.Done)
        {
            throw damaged("the compressed data cannot be read", null);
        }

        return written;
    }

    // The decoder may hold decompressed bytes after it has taken the last compressed one.
    private int Drain(Span<byte> output)
    {
        OperationStatus status = Unwrap([], output, out _, out int written);
        _betweenFrames = status == OperationStatus.Done;
        return written;
    }

    private OperationStatus Unwrap(ReadOnlySpan<byte> input, Span<byte> output, out int consumed, out int written)
    {
        try
        {
            return _decompressor.UnwrapStream(input, output, out consumed, out written);
        }
        catch (ZstdException exception)
        {
            throw damaged($"the compressed data is damaged ({exception.Message})", exception);
        }
    }
}
