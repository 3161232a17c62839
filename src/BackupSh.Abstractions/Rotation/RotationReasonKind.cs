namespace BackupSh.Rotation;

/// <summary>Why a backup is kept or left alone.</summary>
public enum RotationReasonKind
{
    /// <summary>Kept: it stands for a period that a rule keeps.</summary>
    Rule,

    /// <summary>Kept: it is the newest healthy backup.</summary>
    Newest,

    /// <summary>Kept: it is one of the newest healthy backups of which a minimum is kept.</summary>
    Minimum,

    /// <summary>Kept: it is the oldest backup, and a rule has kept fewer periods than its limit.</summary>
    OldestWhileShort,

    /// <summary>Kept: a pin holds it.</summary>
    Pinned,

    /// <summary>Kept: it is dated in the future, so that a wrong clock can neither delete it nor let it displace others.</summary>
    Future,

    /// <summary>Kept: there is no rotation.</summary>
    NoRotation,

    /// <summary>Left alone: it is incomplete or damaged.</summary>
    Unhealthy,

    /// <summary>Left alone: it is not ours.</summary>
    Foreign,
}
