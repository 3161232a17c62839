namespace BackupSh.Conformance;

/// <summary>Content that could be sought, and tells whether it was.</summary>
internal sealed class SeekWatch(byte[] bytes) : MemoryStream(bytes, writable: false)
{
    internal bool WasSought { get; private set; }

    public override long Position
    {
        get => base.Position;
        set
        {
            WasSought = true;
            base.Position = value;
        }
    }

    public override long Seek(long offset, SeekOrigin loc)
    {
        WasSought = true;
        return base.Seek(offset, loc);
    }

    /// <summary>Puts the content where the check wants it to stand.</summary>
    internal SeekWatch From(long position)
    {
        base.Position = position;
        return this;
    }
}
