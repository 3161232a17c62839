namespace BackupSh.Tests.Sources.Folder;

/// <summary>Content that turns out damaged at its end.</summary>
internal sealed class ThrowingStream(byte[]? content = null) : MemoryStream(content ?? [])
{
    internal const string Message = "The archive is damaged.";

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        await base.ReadAsync(buffer, cancellationToken) is > 0 and int read ? read : throw new IOException(Message);
}
