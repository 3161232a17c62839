using System.Buffers;
using System.Numerics;
using BackupSh.OpenPgp.Packets;

namespace BackupSh.OpenPgp.Writing;

/// <summary>Collects a packet's body and hands it out in chunks, each behind its length: a packet of unknown length.</summary>
/// <remarks>Room for the header is kept before the body, so that a chunk is one piece of memory and nothing is copied.</remarks>
// Source: RFC 9580 §4.2.1.4 (partial body lengths: powers of two, the first at least 512, the last chunk has a known length).
internal sealed class PartialBody : IDisposable
{
    private const int HeaderRoom = PacketFormat.MaximumHeaderLength;

    private readonly PacketTag _tag;
    private readonly int _chunkSize;
    private readonly byte[] _buffer;
    private readonly int _capacity;
    private bool _begun;
    private int _length;

    /// <summary>Initializes a packet's body.</summary>
    /// <param name="tag">The packet's type.</param>
    /// <param name="chunkSize">A power of two, at least 512.</param>
    /// <param name="slack">How much may be collected beyond a chunk before the chunk is taken.</param>
    internal PartialBody(PacketTag tag, int chunkSize, int slack)
    {
        _tag = tag;
        _chunkSize = chunkSize;
        _capacity = chunkSize + slack;
        _buffer = ArrayPool<byte>.Shared.Rent(HeaderRoom + _capacity);
    }

    /// <summary>Gets the room for more.</summary>
    internal Span<byte> Free => _buffer.AsSpan(HeaderRoom + _length, _capacity - _length);

    /// <summary>Gets a value indicating whether a chunk is complete.</summary>
    internal bool HasChunk => _length >= _chunkSize;

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer, clearArray: true);

    /// <summary>Takes what was put into <see cref="Free"/>.</summary>
    internal void Advance(int count) => _length += count;

    /// <summary>Appends bytes that fit.</summary>
    internal void Append(ReadOnlySpan<byte> data)
    {
        data.CopyTo(Free);
        Advance(data.Length);
    }

    /// <summary>Returns the complete chunk behind its partial length. It is valid until <see cref="DropChunk"/>.</summary>
    internal ReadOnlyMemory<byte> Chunk() =>
        WithHeader([(byte)(PacketFormat.FirstPartial | BitOperations.Log2((uint)_chunkSize))], _chunkSize);

    /// <summary>Forgets the chunk that was handed out, and keeps what was collected beyond it.</summary>
    internal void DropChunk()
    {
        _begun = true;
        _buffer.AsSpan(HeaderRoom + _chunkSize, _length - _chunkSize).CopyTo(_buffer.AsSpan(HeaderRoom));
        _length -= _chunkSize;
    }

    /// <summary>Returns all that is left behind its known length: the packet's end.</summary>
    internal ReadOnlyMemory<byte> Last()
    {
        Span<byte> length = stackalloc byte[PacketFormat.MaximumHeaderLength - 1];
        return WithHeader(length[..PacketFormat.WriteLength(length, _length)], _length);
    }

    private Memory<byte> WithHeader(ReadOnlySpan<byte> length, int count)
    {
        int start = HeaderRoom - length.Length;
        length.CopyTo(_buffer.AsSpan(start));
        if (!_begun)
        {
            _buffer[--start] = PacketFormat.TagOctet(_tag);
        }

        return _buffer.AsMemory(start, HeaderRoom - start + count);
    }
}
