using BackupSh.Storage;

namespace BackupSh.Shared;

/// <summary>A part of an object, read forward. After a broken connection it goes on at the next byte.</summary>
/// <remarks>It ends only where the object ends, and after the checksum, if there is one, was right: the read that brings the
/// last byte checks both, so that nobody who has all bytes has missed the check.</remarks>
/// <param name="reader">How to read.</param>
/// <param name="retry">The storage's retries.</param>
/// <param name="idleLimit">How long nothing may come.</param>
/// <param name="time">The clock.</param>
internal sealed class ObjectReadStream(ObjectReader reader, RequestRetry retry, TimeSpan idleLimit, TimeProvider time) : ReadOnlyStream
{
    private Stream? _body;
    private long _position;
    private bool _finished;
    private bool _disposed;
    private StorageException? _failure;

    /// <summary>Gets the body of the answer that has told the object's size, or null to request one with the first read.</summary>
    internal Stream? Body
    {
        init => _body = value;
    }

    /// <summary>Gets the first byte to read, counted in the object.</summary>
    internal required long Start
    {
        init => _position = value;
    }

    /// <summary>Gets the byte behind the last one to read.</summary>
    internal required long End { get; init; }

    /// <summary>Gets what the bytes are compared with; only for the whole object.</summary>
    internal ContentCheck? Check { get; init; }

    public override bool CanRead => !_disposed;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        cancellationToken.ThrowIfCancellationRequested();
        if (_failure is not null)
        {
            throw _failure; // a content that was found wrong must not end well at the next read
        }

        if (buffer.Length == 0 || _finished)
        {
            return 0;
        }

        try
        {
            int count = _position < End ? await AdvanceAsync(buffer, cancellationToken).ConfigureAwait(false) : 0;
            if (_position == End)
            {
                await FinishAsync(cancellationToken).ConfigureAwait(false);
            }

            return count;
        }
        catch (Exception exception) when (!(exception is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            _failure = exception as StorageException ?? reader.Translate(exception);
            throw _failure;
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await CloseAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _disposed = true;
            Interlocked.Exchange(ref _body, null)?.Dispose();
            Check?.Dispose();
        }

        base.Dispose(disposing);
    }

    private async Task<int> AdvanceAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        Memory<byte> wanted = buffer[..(int)Math.Min(buffer.Length, End - _position)];
        int count;
        try
        {
            count = await ReadOnceAsync(wanted, RequestAttempt.First, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            count = await retry.ResumeAsync(
                $"Read '{reader.Name}' from byte {_position}",
                failure,
                (attempt, token) => ReadOnceAsync(wanted, attempt, token),
                Classify,
                cancellationToken).ConfigureAwait(false);
        }

        Check?.Append(wanted.Span[..count]);
        _position += count;
        return count;
    }

    private RequestFailure Classify(Exception failure) => failure switch
    {
        StorageException { IsTransient: true } => RequestFailure.Retry(),
        StorageException => RequestFailure.Final,
        _ => reader.Classify(failure),
    };

    private async Task<int> ReadOnceAsync(Memory<byte> wanted, RequestAttempt attempt, CancellationToken cancellationToken)
    {
        try
        {
            return await IdleLimit.RunAsync(
                idleLimit,
                time,
                async idle =>
                {
                    _body ??= await reader.OpenAsync(_position, attempt, idle.Token).ConfigureAwait(false);
                    idle.Touch();
                    int count = await _body.ReadAsync(wanted, idle.Token).ConfigureAwait(false);
                    return count > 0 ? count : throw reader.Fault(ReadFault.TooShort, _position, null);
                },
                cause => reader.Fault(ReadFault.Stalled, _position, cause),
                cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            // Whatever it was, this body is not read again: a later read requests the next byte anew.
            await CloseAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task FinishAsync(CancellationToken cancellationToken)
    {
        if (_body is not null && await HasMoreAsync(_body, cancellationToken).ConfigureAwait(false))
        {
            throw reader.Fault(ReadFault.TooLong, _position, null);
        }

        await CloseAsync().ConfigureAwait(false);
        if (Check?.IsMatch() == false)
        {
            throw reader.Fault(ReadFault.ChecksumDiffers, _position, null);
        }

        _finished = true;
    }

    private async Task<bool> HasMoreAsync(Stream body, CancellationToken cancellationToken)
    {
        try
        {
            return await IdleLimit.RunAsync(
                idleLimit,
                time,
                async idle => await body.ReadAsync(new byte[1], idle.Token).ConfigureAwait(false) > 0,
                cause => reader.Fault(ReadFault.Stalled, _position, cause),
                cancellationToken).ConfigureAwait(false);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            return false; // every byte of the object is here already; what broke is only the end of the transfer
        }
    }

    private async Task CloseAsync()
    {
        if (Interlocked.Exchange(ref _body, null) is { } body)
        {
            await body.DisposeAsync().ConfigureAwait(false);
        }
    }
}
