using System.Buffers;

namespace BackupSh.Sources.Tar;

/// <summary>Writes a tar archive: POSIX pax, sparse files as GNU tar 1.0 has them.</summary>
/// <remarks>Bytes are collected and written 128 KiB at a time. Content is read straight into the buffer: ask for
/// <see cref="Space"/>, fill it from the front, say how much with <see cref="AdvanceAsync"/>.</remarks>
internal sealed class TarWriter(Stream destination) : IDisposable
{
    private const int BufferBytes = 128 * 1024;
    private static readonly byte[] Zeros = new byte[2 * TarFormat.BlockBytes];
    private readonly TarHead _head = new();
    private byte[]? _buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
    private int _count;
    private long _left;
    private int _padding;

    /// <summary>Gets where the next content goes: never more than the entry still takes, empty only if it takes none.</summary>
    internal Memory<byte> Space => Buffer.AsMemory(_count, (int)Math.Min(_left, BufferBytes - _count));

    private byte[] Buffer => _buffer ?? throw new ObjectDisposedException(nameof(TarWriter));

    /// <summary>Begins an entry, whose <see cref="TarEntry.StoredBytes"/> of content must follow.</summary>
    internal async ValueTask BeginAsync(TarEntry entry, CancellationToken cancellationToken)
    {
        ThrowIfUnfinished();
        _left = entry.StoredBytes;
        _padding = TarFormat.PaddingOf(_left);
        await WriteAsync(_head.Write(entry), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes what was put into <see cref="Space"/>.</summary>
    internal async ValueTask AdvanceAsync(int count, CancellationToken cancellationToken)
    {
        _left -= count;
        _count += count;
        if (_left == 0)
        {
            await WriteAsync(Zeros.AsMemory(0, _padding), cancellationToken).ConfigureAwait(false);
            _padding = 0;
        }

        await FlushIfFullAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends the archive: two blocks of zeros, without which a reader takes it for cut.</summary>
    internal async ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        ThrowIfUnfinished();
        await WriteAsync(Zeros, cancellationToken).ConfigureAwait(false);
        await FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    public void Dispose()
    {
        if (_buffer is { } buffer)
        {
            _buffer = null;

            // What is backed up may be nobody else's business.
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    private async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (!bytes.IsEmpty)
        {
            int count = Math.Min(bytes.Length, BufferBytes - _count);
            bytes[..count].CopyTo(Buffer.AsMemory(_count));
            _count += count;
            bytes = bytes[count..];
            await FlushIfFullAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private ValueTask FlushIfFullAsync(CancellationToken cancellationToken) =>
        _count == BufferBytes ? FlushAsync(cancellationToken) : ValueTask.CompletedTask;

    private async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        await destination.WriteAsync(Buffer.AsMemory(0, _count), cancellationToken).ConfigureAwait(false);
        _count = 0;
    }

    private void ThrowIfUnfinished()
    {
        if (_left != 0)
        {
            throw new InvalidOperationException($"The entry before lacks {_left} bytes.");
        }
    }
}
