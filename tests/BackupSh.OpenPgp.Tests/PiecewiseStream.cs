namespace BackupSh.OpenPgp.Tests;

/// <summary>Which way of reading a source allows.</summary>
internal enum SourceKind
{
    SyncOnly,
    AsyncOnly,
}

/// <summary>A source that gives a few bytes at a time, in one way of reading only, and may fail on the way.</summary>
internal sealed class PiecewiseStream(byte[] content, int piece, SourceKind kind, int? failsAt = null) : Stream
{
    private int _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        Assert.Equal(SourceKind.SyncOnly, kind);
        return Take(buffer);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Assert.Equal(SourceKind.AsyncOnly, kind);
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
        return Take(buffer.Span);
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int Take(Span<byte> buffer)
    {
        if (_position >= failsAt)
        {
            throw new IOException("The connection broke.");
        }

        int count = Math.Min(Math.Min(buffer.Length, piece), content.Length - _position);
        content.AsSpan(_position, count).CopyTo(buffer);
        _position += count;
        return count;
    }
}
