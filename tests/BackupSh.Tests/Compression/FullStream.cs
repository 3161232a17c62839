namespace BackupSh.Tests.Compression;

/// <summary>Takes so many bytes and then fails once: what comes after is taken again, as by a disk that somebody has cleaned up.</summary>
internal sealed class FullStream(int capacity) : MemoryStream
{
    private bool _failed;

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (!_failed && Length + buffer.Length > capacity)
        {
            _failed = true;
            throw new IOException("No space left on device.");
        }

        base.Write(buffer);
    }
}
