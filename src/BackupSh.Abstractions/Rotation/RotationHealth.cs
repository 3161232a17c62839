namespace BackupSh.Rotation;

/// <summary>What is known of a backup's wholeness.</summary>
public enum RotationHealth
{
    /// <summary>Archive and info file are there and agree, as far as anybody has looked.</summary>
    Healthy,

    /// <summary>A part is missing, or there is one too many: an archive without info file, two archives for one.</summary>
    Incomplete,

    /// <summary>A check has failed: the size or the hash differs, or the info file cannot be read.</summary>
    Damaged,
}
