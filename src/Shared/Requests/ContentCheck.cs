namespace BackupSh.Shared;

/// <summary>Compares what is read of a whole object with the checksum that the storage gave.</summary>
internal abstract class ContentCheck : IDisposable
{
    /// <summary>Takes the next bytes.</summary>
    internal abstract void Append(ReadOnlySpan<byte> bytes);

    /// <summary>Tells, once all bytes were taken, whether they have the checksum.</summary>
    internal abstract bool IsMatch();

    public abstract void Dispose();
}
