using System.Buffers.Binary;

namespace BackupSh.Sources.PostgreSql.Zip;

/// <summary>The bytes of a zip, read forward once, with a look at those that come next.</summary>
internal sealed class ZipInput(Stream stream)
{
    private readonly byte[] _buffer = new byte[256 * 1024];
    private int _start;
    private int _end;
    private bool _ended;

    /// <summary>Gets the bytes that are there.</summary>
    internal ReadOnlyMemory<byte> Available => _buffer.AsMemory(_start, _end - _start);

    /// <summary>Sees to it that so many bytes are there, unless the stream ends before.</summary>
    internal async Task<bool> FillAsync(int count, CancellationToken cancellationToken)
    {
        if (_end - _start >= count)
        {
            return true;
        }

        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        while (_end < count && !_ended)
        {
            int read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
            _ended = read == 0;
            _end += read;
        }

        return _end >= count;
    }

    internal void Skip(int count) => _start += count;

    internal ushort U16(int at) => BinaryPrimitives.ReadUInt16LittleEndian(Available.Span[at..]);

    internal uint U32(int at) => BinaryPrimitives.ReadUInt32LittleEndian(Available.Span[at..]);

    internal long I64(int at) => BinaryPrimitives.ReadInt64LittleEndian(Available.Span[at..]);
}
