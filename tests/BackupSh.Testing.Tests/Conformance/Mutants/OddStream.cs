namespace BackupSh.Testing.Tests.Conformance.Mutants;

/// <summary>A returned stream with bad manners.</summary>
internal sealed class OddStream(Stream inner) : Stream
{
    private bool _ended;

    internal Action OnSynchronousRead { get; init; } = static () => { };

    internal Action AtItsEnd { get; init; } = static () => { };

    internal bool ThrowsAfterItsEnd { get; init; }

    internal bool IgnoresTokens { get; init; }

    internal bool WrapsCancellation { get; init; }

    internal CancellationToken Token { get; init; }

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
        Token.ThrowIfCancellationRequested();
        if (_ended && ThrowsAfterItsEnd)
        {
            throw new InvalidOperationException("It has ended.");
        }

        try
        {
            int read = await inner.ReadAsync(buffer, IgnoresTokens ? CancellationToken.None : cancellationToken);
            if (read == 0 && !_ended)
            {
                _ended = true;
                AtItsEnd();
            }

            return read;
        }
        catch (OperationCanceledException exception) when (WrapsCancellation)
        {
            throw new IOException("The request was aborted.", exception);
        }
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        OnSynchronousRead();
        return inner.Read(buffer, offset, count);
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        inner.Dispose();
        base.Dispose(disposing);
    }
}
