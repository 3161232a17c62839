namespace BackupSh.Conformance.SourceChecks;

/// <summary>A backup's content on its way to a restore: its end is only reached when the check lets it.</summary>
internal sealed class OfferedContent(byte[] bytes) : Stream
{
    private int _position;

    /// <summary>Gets the most bytes that one read gives.</summary>
    internal int ReadLimit { get; init; } = int.MaxValue;

    /// <summary>Gets what the read that would return 0 does first: it looks, throws or cancels.</summary>
    internal Func<Task> AtItsEnd { get; init; } = static () => Task.CompletedTask;

    internal bool EndWasRead { get; private set; }

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
        if (_position == bytes.Length && !buffer.IsEmpty && !EndWasRead)
        {
            await AtItsEnd().ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            EndWasRead = true;
        }

        int count = Math.Min(Math.Min(buffer.Length, ReadLimit), bytes.Length - _position);
        bytes.AsSpan(_position, count).CopyTo(buffer.Span);
        _position += count;
        return count;
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
}
