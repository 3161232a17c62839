using System.Buffers;
using Org.BouncyCastle.Utilities.Bzip2;

namespace BackupSh.OpenPgp.Reading;

/// <summary>The content of a packet that gpg compressed with BZip2.</summary>
/// <remarks>BouncyCastle's decompressor pulls synchronously. So that a source can be awaited all the same, what it may pull
/// next is always in memory before it is called: never more than one block.</remarks>
internal sealed class Bunzipped(ByteSource compressed) : ByteSource
{
    /// <summary>Half of it is more than any block takes: 900 001 symbols of at most 20 bits, and the tables.</summary>
    // Source: the bzip2 format: blocks of at most 900 000 bytes, code lengths of at most 20 bits.
    private const int LookaheadSize = 6 * 1024 * 1024;

    private readonly byte[] _lookahead = ArrayPool<byte>.Shared.Rent(LookaheadSize);
    private readonly byte[] _output = ArrayPool<byte>.Shared.Rent(64 * 1024);
    private CBZip2InputStream? _decompressor;
    private MemoryStream? _window;
    private int _length;
    private bool _inputEnded;

    internal override async ValueTask<int> ReadAsync(Memory<byte> buffer, IoMode mode, CancellationToken cancellationToken)
    {
        await LookAheadAsync(mode, cancellationToken).ConfigureAwait(false);
        int count = Decompress(Math.Min(buffer.Length, _output.Length));
        _output.AsMemory(0, count).CopyTo(buffer);
        if (count == 0 && _window!.Position < _length)
        {
            // The decompressor is at its end, but not the packet.
            throw MessageFaults.Damaged();
        }

        return count;
    }

    public override void Dispose()
    {
        _decompressor?.Dispose();
        ArrayPool<byte>.Shared.Return(_lookahead, clearArray: true);
        ArrayPool<byte>.Shared.Return(_output, clearArray: true);
        base.Dispose();
    }

    private async ValueTask LookAheadAsync(IoMode mode, CancellationToken cancellationToken)
    {
        // Filling up only when half is used keeps the copying rare.
        _window ??= new MemoryStream(_lookahead, 0, LookaheadSize, writable: true);
        int start = (int)_window.Position;
        if (_inputEnded || _length - start >= LookaheadSize / 2)
        {
            return;
        }

        int kept = _length - start;
        _lookahead.AsSpan(start, kept).CopyTo(_lookahead);
        // A memory stream that grows clears what it gains: it must have grown before the data comes.
        _window.SetLength(LookaheadSize);
        _length = kept + await compressed.FillAsync(_lookahead.AsMemory(kept, LookaheadSize - kept), mode, cancellationToken).ConfigureAwait(false);
        _inputEnded = _length < LookaheadSize;
        _window.SetLength(_length);
        _window.Position = 0;
    }

    private int Decompress(int maximum)
    {
        try
        {
            _decompressor ??= new CBZip2InputStream(_window!);
            return _decompressor.Read(_output, 0, maximum);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // The decompressor works on memory alone, so whatever it throws is the data's fault.
            throw MessageFaults.Damaged(exception);
        }
    }
}
