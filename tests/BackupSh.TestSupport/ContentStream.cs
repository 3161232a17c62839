namespace BackupSh.TestSupport;

/// <summary>Content that is awkward in the ways a test asks for, and remembers how it was treated. Never seekable.</summary>
public sealed class ContentStream(byte[] bytes) : Stream
{
    private readonly TaskCompletionSource _gateReached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _position;

    /// <summary>Gets the most bytes that one read gives.</summary>
    public int ReadLimit { get; init; } = int.MaxValue;

    /// <summary>Gets what is called with the position before each read; it may throw.</summary>
    public Action<int> BeforeRead { get; init; } = static _ => { };

    /// <summary>Gets what reads wait for once <see cref="GateAt"/> bytes were given.</summary>
    public Task Gate { get; init; } = Task.CompletedTask;

    /// <summary>Gets where the gate stands. No read goes past it while it is closed.</summary>
    public int GateAt { get; init; }

    /// <summary>Gets a task that completes when somebody waits at the gate.</summary>
    public Task GateReached => _gateReached.Task;

    public int ReadCount { get; private set; }

    public bool IsDisposed { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Makes bytes without a short period, so that a swapped block shows.</summary>
    public static byte[] Bytes(int count, int seed = 1) => [.. Enumerable.Range(0, count).Select(i => (byte)((i * 31) + (i >> 8) + seed))];

    /// <summary>Content whose read fails once so many bytes were given.</summary>
    public static ContentStream FailingAt(int position, byte[] bytes, Exception failure) => new(bytes[..position])
    {
        BeforeRead = at => _ = at < position ? 0 : throw failure,
    };

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_position < GateAt)
        {
            return Take(buffer.Span[..Math.Min(buffer.Length, GateAt - _position)]);
        }

        _gateReached.TrySetResult();
        await Gate.WaitAsync(cancellationToken);
        return Take(buffer.Span);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => Take(buffer.AsSpan(offset, count));

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
        BeforeRead(_position);
        int count = Math.Min(Math.Min(buffer.Length, ReadLimit), bytes.Length - _position);
        bytes.AsSpan(_position, count).CopyTo(buffer);
        _position += count;
        return count;
    }
}
