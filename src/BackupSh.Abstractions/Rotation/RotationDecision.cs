namespace BackupSh.Rotation;

/// <summary>What becomes of a backup.</summary>
public enum RotationDecision
{
    /// <summary>It is kept.</summary>
    Keep,

    /// <summary>It is deleted.</summary>
    Delete,

    /// <summary>It is left alone: rotation does not decide on it.</summary>
    Ignore,
}
