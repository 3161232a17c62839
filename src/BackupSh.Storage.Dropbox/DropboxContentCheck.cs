using BackupSh.Shared;

namespace BackupSh.Storage.Dropbox;

/// <summary>Compares what is read of a whole object with the content hash that Dropbox tells of it.</summary>
internal sealed class DropboxContentCheck(string expected) : ContentCheck
{
    private readonly DropboxContentHash _hash = new();

    internal override void Append(ReadOnlySpan<byte> bytes) => _hash.Append(bytes);

    internal override bool IsMatch() => string.Equals(_hash.End(), expected, StringComparison.OrdinalIgnoreCase);

    public override void Dispose() => _hash.Dispose();
}
