namespace BackupSh.Cli.Tests.Fixtures;

/// <summary>Bytes in memory that can be gone through only once, as in a pipe.</summary>
internal sealed class ForwardStream : MemoryStream
{
    internal ForwardStream()
    {
    }

    internal ForwardStream(byte[] content)
        : base(content)
    {
    }

    public override bool CanSeek => false;
}
