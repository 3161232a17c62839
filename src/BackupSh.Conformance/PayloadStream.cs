namespace BackupSh.Conformance;

/// <summary>Content that is awkward in the ways a check asks for, and remembers how it was treated. Never seekable, of unknown length.</summary>
internal sealed class PayloadStream(Payload payload) : Stream
{
    private readonly TaskCompletionSource _gateReached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _position;

    /// <summary>Gets the most bytes that one read gives.</summary>
    internal int ReadLimit { get; init; } = int.MaxValue;

    /// <summary>Gets after how many bytes a read throws <see cref="Failure"/>.</summary>
    internal long? FailAt { get; init; }

    internal Exception Failure { get; } = new IOException("The content has failed, as the check asks.");

    /// <summary>Gets after how many bytes <see cref="AtMoment"/> is called.</summary>
    internal long Moment { get; init; }

    internal Action? AtMoment { get; init; }

    /// <summary>Gets what reads wait for once <see cref="GateAt"/> bytes were given.</summary>
    internal Task Gate { get; init; } = Task.CompletedTask;

    internal long GateAt { get; init; }

    internal Task GateReached => _gateReached.Task;

    internal long GivenBytes => Interlocked.Read(ref _position);

    internal int ReadCount { get; private set; }

    internal bool IsDisposed { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (GivenBytes >= GateAt)
        {
            _gateReached.TrySetResult();
            await Gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        return Take(buffer.Span);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) =>
        ReadAsync(buffer.AsMemory(offset, count), CancellationToken.None).AsTask().GetAwaiter().GetResult();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        IsDisposed = true;
        base.Dispose(disposing);
    }

    private int Take(Span<byte> buffer)
    {
        ReadCount++;
        long position = _position;
        if (position >= Moment)
        {
            AtMoment?.Invoke();
        }

        if (position >= FailAt)
        {
            throw Failure;
        }

        int count = (int)Math.Min(Math.Min(buffer.Length, ReadLimit), NextStop(position) - position);
        payload.Fill(buffer[..count], position);
        Interlocked.Add(ref _position, count);
        return count;
    }

    // No read goes past a point where something happens, so that it happens exactly there.
    private long NextStop(long position)
    {
        long stop = payload.SizeBytes;
        foreach (long point in (ReadOnlySpan<long>)[FailAt ?? stop, AtMoment is null ? stop : Moment, Gate.IsCompleted ? stop : GateAt])
        {
            stop = point > position ? Math.Min(stop, point) : stop;
        }

        return stop;
    }
}
