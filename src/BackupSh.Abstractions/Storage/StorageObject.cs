namespace BackupSh.Storage;

/// <summary>An object as a storage shows it.</summary>
/// <param name="Name">Its name, without the storage's prefix or folder.</param>
/// <param name="SizeBytes">Its size in bytes.</param>
/// <param name="LastModified">When the storage says it was written, UTC.</param>
public sealed record StorageObject(string Name, long SizeBytes, DateTimeOffset LastModified)
{
    /// <summary>Gets an opaque token of this very content (an ETag, a revision), or <see langword="null"/>.</summary>
    public string? Version { get; init; }

    /// <summary>Gets a checksum that the storage computed of what it holds, or <see langword="null"/>.</summary>
    /// <value><c>algorithm:hex</c>, for example <c>sha256:9f86…</c>, lower case.</value>
    public string? Checksum { get; init; }
}
