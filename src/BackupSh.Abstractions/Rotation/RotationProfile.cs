namespace BackupSh.Rotation;

/// <summary>Whose rotation a policy reproduces where tools differ.</summary>
/// <remarks>What another tool does not have is refused with its profile (<c>BSH0049</c>), rather than half reproduced.</remarks>
public enum RotationProfile
{
    /// <summary>BackupSh's own: a plain union of rules, future backups set aside.</summary>
    Standard,

    /// <summary>That of the Awkhad modules: five tiers in UTC, an unlimited one hides all coarser ones, and a backup that is
    /// dated in the future counts as the newest.</summary>
    Awkhad,

    /// <summary>That of restic's <c>forget</c>: the oldest backup is kept while a rule has places left, hours are told by the
    /// clock alone, and what is dated in the future counts.</summary>
    Restic,
}
