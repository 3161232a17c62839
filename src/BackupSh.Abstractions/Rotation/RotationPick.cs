namespace BackupSh.Rotation;

/// <summary>Which backup stands for a period.</summary>
public enum RotationPick
{
    /// <summary>The newest one. While a period runs, each new backup takes over.</summary>
    Newest,

    /// <summary>The oldest one. It is fixed as soon as there is one, which suits storages that lock objects.</summary>
    Oldest,
}
