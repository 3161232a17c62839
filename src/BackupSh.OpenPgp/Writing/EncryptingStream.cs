namespace BackupSh.OpenPgp.Writing;

/// <summary>Encrypts what is written to it. Only <see cref="CompleteAsync"/> ends the message.</summary>
/// <param name="destination">Takes the message. Not disposed.</param>
/// <param name="head">The packets before the data: who can decrypt, and how.</param>
/// <param name="encoder">Makes the data packet. Disposed with the stream.</param>
internal sealed class EncryptingStream(Stream destination, ReadOnlyMemory<byte> head, MessageEncoder encoder) : CompletableStream
{
    private ReadOnlyMemory<byte> _head = head;
    private State _state = State.Open;

    private enum State
    {
        Open,

        /// <summary>The destination is being written to. If it fails, the stream stays so, and can never be completed.</summary>
        Writing,
        Completed,
        Disposed,
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        ValidateBufferArguments(buffer, offset, count);
        Write(buffer.AsSpan(offset, count));
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        Begin();
        WriteHead();
        while (!buffer.IsEmpty)
        {
            buffer = buffer[encoder.Append(buffer)..];
            if (encoder.HasChunk)
            {
                destination.Write(encoder.Chunk().Span);
                encoder.DropChunk();
            }
        }

        _state = State.Open;
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        ValidateBufferArguments(buffer, offset, count);
        return WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Begin();
        await WriteHeadAsync(cancellationToken).ConfigureAwait(false);
        while (!buffer.IsEmpty)
        {
            buffer = buffer[encoder.Append(buffer.Span)..];
            if (encoder.HasChunk)
            {
                await destination.WriteAsync(encoder.Chunk(), cancellationToken).ConfigureAwait(false);
                encoder.DropChunk();
            }
        }

        _state = State.Open;
    }

    /// <summary>Flushes the stream below. What does not fill a chunk stays here until the end.</summary>
    public override void Flush() => destination.Flush();

    /// <inheritdoc cref="Flush"/>
    public override Task FlushAsync(CancellationToken cancellationToken) => destination.FlushAsync(cancellationToken);

    public override async ValueTask CompleteAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Begin();
        await WriteHeadAsync(cancellationToken).ConfigureAwait(false);
        await destination.WriteAsync(encoder.Finish(), cancellationToken).ConfigureAwait(false);
        await destination.FlushAsync(cancellationToken).ConfigureAwait(false);
        _state = State.Completed;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && _state != State.Disposed)
        {
            _state = State.Disposed;
            encoder.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Begin()
    {
        ObjectDisposedException.ThrowIf(_state == State.Disposed, this);
        if (_state != State.Open)
        {
            throw new InvalidOperationException(_state == State.Completed
                ? "The message was completed before."
                : "An earlier write failed or still runs: the message cannot be continued.");
        }

        _state = State.Writing;
    }

    private void WriteHead()
    {
        if (!_head.IsEmpty)
        {
            destination.Write(_head.Span);
            _head = default;
        }
    }

    private async ValueTask WriteHeadAsync(CancellationToken cancellationToken)
    {
        if (!_head.IsEmpty)
        {
            await destination.WriteAsync(_head, cancellationToken).ConfigureAwait(false);
            _head = default;
        }
    }
}
