namespace BackupSh.Testing;

/// <summary>Content on its way, with the faults that strike at a byte.</summary>
internal sealed class FaultStream : Stream
{
    private readonly Stream _inner;
    private readonly Queue<StorageFault> _ahead;
    private readonly bool _ownsInner;
    private long _position;
    private bool _truncated;

    private FaultStream(Stream inner, IEnumerable<StorageFault> faults, bool ownsInner)
    {
        _inner = inner;
        _ahead = new Queue<StorageFault>(faults);
        _ownsInner = ownsInner;
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Puts the faults in the way of the content, if any strikes at a byte.</summary>
    internal static Stream Over(Stream inner, IEnumerable<StorageFault> faults, bool ownsInner)
    {
        // OrderBy is stable: at one byte, faults strike in the order in which they were written.
        StorageFault[] ahead = [.. faults.Where(fault => fault.Moment == FaultMoment.AtByte).OrderBy(fault => fault.Position)];
        return ahead.Length == 0 ? inner : new FaultStream(inner, ahead, ownsInner);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        bool corrupts = await StrikeAsync(_position, cancellationToken).ConfigureAwait(false);
        if (_truncated || buffer.IsEmpty)
        {
            return 0;
        }

        int read = await _inner.ReadAsync(UpToNextFault(buffer, corrupts), cancellationToken).ConfigureAwait(false);
        if (read == 0)
        {
            // The content is shorter than a fault's position: it strikes here, rather than never.
            await StrikeAsync(long.MaxValue, cancellationToken).ConfigureAwait(false);
        }
        else if (corrupts)
        {
            buffer.Span[0] ^= 1;
        }

        _position += read;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) =>
        ReadAsync(buffer.AsMemory(offset, count), CancellationToken.None).AsTask().GetAwaiter().GetResult();

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && _ownsInner)
        {
            _inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private async Task<bool> StrikeAsync(long position, CancellationToken cancellationToken)
    {
        bool corrupts = false;
        while (!_truncated && _ahead.TryPeek(out StorageFault? fault) && fault.Position <= position)
        {
            _ahead.Dequeue();
            corrupts ^= fault.Corrupts;
            _truncated = fault.Truncates;
            await fault.StrikeAsync(cancellationToken).ConfigureAwait(false);
        }

        return corrupts;
    }

    private Memory<byte> UpToNextFault(Memory<byte> buffer, bool corrupts)
    {
        long next = _ahead.TryPeek(out StorageFault? fault) ? fault.Position - _position : long.MaxValue;
        return buffer[..(int)Math.Min(corrupts ? 1 : buffer.Length, next)];
    }
}
