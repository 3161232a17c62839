namespace BackupSh.Sources.Tar;

/// <summary>One file, folder, link or device of an archive.</summary>
internal sealed record TarEntry
{
    internal required TarEntryKind Kind { get; init; }

    /// <summary>Gets the path as the archive has it, a folder's without the slash at its end. Any bytes.</summary>
    internal required byte[] Path { get; init; }

    /// <summary>Gets what a symbolic link says, or the path of the entry that a hard link is another name of.</summary>
    internal byte[] LinkTarget { get; init; } = [];

    /// <summary>Gets a file's size, holes included.</summary>
    internal long SizeBytes { get; init; }

    /// <summary>Gets the pieces of a sparse file that are stored, or <see langword="null"/> if all of it is.</summary>
    internal SparseMap? Sparse { get; init; }

    /// <summary>Gets the permissions, with the set-user-id, set-group-id and sticky bits: twelve bits.</summary>
    internal int Mode { get; init; }

    internal uint UserId { get; init; }

    internal uint GroupId { get; init; }

    internal UnixTime Modified { get; init; }

    internal int DeviceMajor { get; init; }

    internal int DeviceMinor { get; init; }

    /// <summary>Gets how many bytes of content the archive holds.</summary>
    internal long StoredBytes => Sparse?.DataBytes ?? SizeBytes;
}
