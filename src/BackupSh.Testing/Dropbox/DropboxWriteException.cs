namespace BackupSh.Testing.Dropbox;

/// <summary>A WriteError: the endpoints wrap it into unions of their own.</summary>
internal sealed class DropboxWriteException(params string[] tags) : Exception(string.Join('/', tags))
{
    internal string[] Tags { get; } = tags;
}
