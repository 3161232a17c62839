namespace BackupSh.Conformance.SourceChecks;

/// <summary>A destination that fails, waits or cancels where a check says so, and remembers how it was treated.</summary>
internal sealed class ReceivingStream : Stream
{
    private readonly MemoryStream _written = new();

    /// <summary>Gets after how many bytes a write throws <see cref="Failure"/>.</summary>
    internal long? FailAt { get; init; }

    /// <summary>Gets after how many bytes <see cref="AtMoment"/> is called.</summary>
    internal long Moment { get; init; }

    internal Action? AtMoment { get; init; }

    internal Exception Failure { get; } = new IOException("The destination has failed, as the check asks.");

    internal long WrittenBytes => _written.Length;

    internal bool IsDisposed { get; private set; }

    /// <summary>Gets a value indicating whether something was written after a write had failed.</summary>
    internal bool WasWrittenAfterFailure { get; private set; }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    private bool HasFailed { get; set; }

    public override void Write(byte[] buffer, int offset, int count) => Take(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer) => Take(buffer);

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await Task.Yield();
        Take(buffer.Span);
        cancellationToken.ThrowIfCancellationRequested();
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    internal byte[] ToArray() => _written.ToArray();

    protected override void Dispose(bool disposing)
    {
        IsDisposed = true;
        base.Dispose(disposing);
    }

    private void Take(ReadOnlySpan<byte> bytes)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        WasWrittenAfterFailure |= HasFailed && bytes.Length > 0;
        if (_written.Length + bytes.Length > FailAt)
        {
            HasFailed = true;
            throw Failure;
        }

        _written.Write(bytes);
        if (_written.Length >= Moment)
        {
            AtMoment?.Invoke();
        }
    }
}
