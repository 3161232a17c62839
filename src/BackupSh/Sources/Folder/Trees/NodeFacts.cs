using BackupSh.Sources.Tar;

namespace BackupSh.Sources.Folder.Trees;

/// <summary>What a file system says of a file, folder or link.</summary>
internal readonly record struct NodeFacts
{
    internal required NodeKind Kind { get; init; }

    internal NodeIdentity Identity { get; init; }

    internal int Mode { get; init; }

    internal uint UserId { get; init; }

    internal uint GroupId { get; init; }

    internal long SizeBytes { get; init; }

    /// <summary>Gets how many bytes the file takes on the disk: fewer than its size if it has holes.</summary>
    internal long AllocatedBytes { get; init; }

    internal UnixTime Modified { get; init; }

    /// <summary>Gets when the file or anything that is known of it last changed.</summary>
    internal UnixTime Changed { get; init; }

    /// <summary>Gets how many names the file has; 1 where the system does not say.</summary>
    internal uint LinkCount { get; init; }

    internal int DeviceMajor { get; init; }

    internal int DeviceMinor { get; init; }

    /// <summary>Tells whether a file is, as far as one can see, what it was before.</summary>
    internal bool IsUnchangedSince(in NodeFacts before) =>
        (SizeBytes, Modified, Changed) == (before.SizeBytes, before.Modified, before.Changed);
}
