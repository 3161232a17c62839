namespace BackupSh.Tests.Fixtures;

/// <summary>Content that never ends: the same byte, a few at a time.</summary>
public sealed class EndlessStream(byte value) : Stream
{
    private const int BytesAtOnce = 1000;

    public override bool CanRead => true;

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
        int given = Math.Min(count, BytesAtOnce);
        buffer.AsSpan(offset, given).Fill(value);
        return given;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
