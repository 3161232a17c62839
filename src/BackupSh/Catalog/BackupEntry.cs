namespace BackupSh.Catalog;

/// <summary>A backup in a storage.</summary>
/// <param name="Storage">The storage's name.</param>
/// <param name="Info">What its info file says.</param>
/// <param name="Archive">The archive's file name.</param>
/// <param name="ArchiveBytes">The archive's size in bytes, as the storage lists it.</param>
/// <param name="Health">Whether it can be counted on.</param>
public sealed record BackupEntry(string Storage, BackupInfo Info, string Archive, long ArchiveBytes, BackupHealth Health)
{
    /// <summary>Gets the backup's name.</summary>
    public BackupName Name => Info.Name;

    /// <summary>Gets the archive's version in the storage, or <see langword="null"/>.</summary>
    public string? ArchiveVersion { get; init; }

    /// <summary>Gets a value indicating whether a pin keeps it from being rotated and deleted.</summary>
    public bool IsPinned { get; init; }

    /// <summary>Gets what the pin beside it says, also one whose time is over; <see langword="null"/> if there is none, or it cannot
    /// be read. Whether it counts, <see cref="IsPinned"/> tells.</summary>
    public BackupPin? Pin { get; init; }

    /// <summary>Gets a value indicating whether it can be restored, as far as its health tells.</summary>
    internal bool IsUsable => Health is BackupHealth.Complete or BackupHealth.Ambiguous;

    /// <summary>Gets a value indicating whether a pin lies beside it whose time is over.</summary>
    internal bool HasEndedPin { get; init; }
}
