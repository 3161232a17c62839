using BackupSh.Storage;

namespace BackupSh.Catalog;

/// <summary>The files of one backup, as a storage lists them.</summary>
internal sealed record BackupFiles(BackupName Name)
{
    /// <summary>Gets the archives: one, if all is well.</summary>
    internal List<StorageObject> Archives { get; } = [];

    /// <summary>Gets the info file, or null.</summary>
    internal StorageObject? Info { get; private set; }

    /// <summary>Gets the pin, or null.</summary>
    internal StorageObject? Pin { get; private set; }

    /// <summary>Gets the claim, or null.</summary>
    internal StorageObject? Claim { get; private set; }

    /// <summary>Gets a value indicating whether it is a backup, as far as names tell.</summary>
    internal bool IsBackup => Info is not null && Archives.Count > 0;

    internal void Add(BackupFile file, StorageObject stored)
    {
        switch (file.Kind)
        {
            case BackupFileKind.Info: Info = stored; break;
            case BackupFileKind.Pin: Pin = stored; break;
            case BackupFileKind.Claim: Claim = stored; break;
            default: Archives.Add(stored); break;
        }
    }

    /// <summary>Tells whether a run may still be working on it.</summary>
    internal bool IsInProgress(DateTimeOffset now) => Claim is not null && !HasStaleClaim(now);

    /// <summary>Tells whether its run has ended without giving the claim back.</summary>
    internal bool HasStaleClaim(DateTimeOffset now) => Claim is not null && now - Claim.LastModified >= StorageListing.ClaimGrace;
}
