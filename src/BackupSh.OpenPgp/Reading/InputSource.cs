using System.Buffers;

namespace BackupSh.OpenPgp.Reading;

/// <summary>The lowest layer: the caller's stream, buffered. Its exceptions pass unchanged.</summary>
internal sealed class InputSource(Stream stream) : ByteSource
{
    private const int BufferSize = 64 * 1024;

    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
    private int _start;
    private int _end;

    internal override async ValueTask<int> ReadAsync(Memory<byte> buffer, IoMode mode, CancellationToken cancellationToken)
    {
        if (_start == _end)
        {
            if (buffer.Length >= BufferSize)
            {
                return await ReadStreamAsync(buffer, mode, cancellationToken).ConfigureAwait(false);
            }

            _start = 0;
            _end = 0;
            _end = await ReadStreamAsync(_buffer, mode, cancellationToken).ConfigureAwait(false);
        }

        int count = Math.Min(buffer.Length, _end - _start);
        _buffer.AsMemory(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }

    public override void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer, clearArray: true);
        base.Dispose();
    }

    private ValueTask<int> ReadStreamAsync(Memory<byte> buffer, IoMode mode, CancellationToken cancellationToken) =>
        mode == IoMode.Sync ? new(stream.Read(buffer.Span)) : stream.ReadAsync(buffer, cancellationToken);
}
