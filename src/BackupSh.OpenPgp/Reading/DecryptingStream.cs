using System.Buffers;
using System.Diagnostics;
using System.Runtime.ExceptionServices;
using BackupSh.Encryption;

namespace BackupSh.OpenPgp.Reading;

/// <summary>Decrypts what is read from it. Its end is only reached if the message was whole, unmodified and followed by nothing.</summary>
internal sealed class DecryptingStream(Stream source, OpenPgpKeys keys) : Stream
{
    private OpenedMessage? _message;
    private Exception? _failure;
    private bool _disposed;

    public override bool CanRead => !_disposed;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        ValidateBufferArguments(buffer, offset, count);
        return ReadNow(buffer.AsMemory(offset, count));
    }

    public override int Read(Span<byte> buffer)
    {
        byte[] rented = ArrayPool<byte>.Shared.Rent(buffer.Length);
        try
        {
            int count = ReadNow(rented.AsMemory(0, buffer.Length));
            rented.AsSpan(0, count).CopyTo(buffer);
            return count;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        ValidateBufferArguments(buffer, offset, count);
        return ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        ReadAsync(buffer, IoMode.Async, cancellationToken);

    public override void Flush()
    {
        // Nothing is written.
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_disposed)
        {
            _disposed = true;
            _message?.Dispose();
        }

        base.Dispose(disposing);
    }

    private int ReadNow(Memory<byte> buffer)
    {
        ValueTask<int> read = ReadAsync(buffer, IoMode.Sync, CancellationToken.None);
        Debug.Assert(read.IsCompleted, "Only the input waits, and it was told not to.");
        return read.GetAwaiter().GetResult();
    }

    private async ValueTask<int> ReadAsync(Memory<byte> buffer, IoMode mode, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        cancellationToken.ThrowIfCancellationRequested();
        ThrowIfFailed();
        if (buffer.IsEmpty)
        {
            return 0;
        }

        try
        {
            _message ??= await OpenedMessage.OpenAsync(source, keys, mode, cancellationToken).ConfigureAwait(false);
            return await _message.ReadAsync(buffer, mode, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // What was read halfway is lost: no later read may come to an end as if nothing had happened.
            _failure = exception;
            throw;
        }
    }

    private void ThrowIfFailed()
    {
        if (_failure is BackupDecryptionException)
        {
            ExceptionDispatchInfo.Throw(_failure);
        }

        if (_failure is not null)
        {
            throw new InvalidOperationException("An earlier read failed or was cancelled: the message must be opened again.", _failure);
        }
    }
}
