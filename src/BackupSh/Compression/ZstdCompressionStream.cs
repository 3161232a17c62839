using System.Buffers;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace BackupSh.Compression;

/// <summary>Compresses what is written to it as one zstd frame with a checksum, as <c>zstd</c> does.</summary>
internal sealed class ZstdCompressionStream : CompletableStream
{
    // Source: ZSTD_CStreamOutSize(), one block of 128 KiB and its header.
    private const int OutputBytes = (128 * 1024) + 64;

    private readonly Stream _destination;
    private readonly Compressor _compressor;
    private readonly byte[] _output = ArrayPool<byte>.Shared.Rent(OutputBytes);
    private bool _completed;
    private bool _broken;
    private bool _disposed;

    internal ZstdCompressionStream(Stream destination, int level)
    {
        _destination = destination;
        _compressor = new Compressor(level);

        // Without it the reader finds none of the single-bit flips that a frame may suffer.
        _compressor.SetParameter(ZSTD_cParameter.ZSTD_c_checksumFlag, 1);
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ThrowIfEnded();
        while (buffer.Length > 0)
        {
            _compressor.WrapStream(buffer.Span, _output, out int consumed, out int written, isFinalBlock: false);
            buffer = buffer[consumed..];
            if (written > 0)
            {
                _broken = true;
                await _destination.WriteAsync(_output.AsMemory(0, written), cancellationToken).ConfigureAwait(false);
                _broken = false;
            }
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        ThrowIfEnded();
        while (buffer.Length > 0)
        {
            _compressor.WrapStream(buffer, _output, out int consumed, out int written, isFinalBlock: false);
            buffer = buffer[consumed..];
            if (written > 0)
            {
                _broken = true;
                _destination.Write(_output.AsSpan(0, written));
                _broken = false;
            }
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override async ValueTask CompleteAsync(CancellationToken cancellationToken = default)
    {
        ThrowIfEnded();
        _completed = true;
        OperationStatus status;
        do
        {
            status = _compressor.WrapStream([], _output, out _, out int written, isFinalBlock: true);
            await _destination.WriteAsync(_output.AsMemory(0, written), cancellationToken).ConfigureAwait(false);
        }
        while (status == OperationStatus.DestinationTooSmall);

        await _destination.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    // A flush in mid-stream would cost compression and serve nobody: the archive is of use at its end only.
    public override void Flush()
    {
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_disposed)
        {
            _disposed = true;
            _compressor.Dispose();
            ArrayPool<byte>.Shared.Return(_output, clearArray: true);
        }

        base.Dispose(disposing);
    }

    private void ThrowIfEnded()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_completed || _broken)
        {
            // After a failed write the frame has a gap: it must never get an end.
            throw new InvalidOperationException(_completed ? "The stream was completed before." : "An earlier write failed.");
        }
    }
}
