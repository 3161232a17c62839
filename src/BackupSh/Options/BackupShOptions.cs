namespace BackupSh.Options;

/// <summary>What holds for all jobs of a host.</summary>
/// <remarks>The section <c>BackupSh</c> is read first, then code runs, so code wins.</remarks>
public sealed class BackupShOptions
{
    /// <summary>Gets or sets the name of this installation, which its info files carry. Rotation touches only backups of
    /// its own instance.</summary>
    /// <value>1 to 200 characters without control characters. The default is the host's application name, else the name of the
    /// program that was started.</value>
    /// <remarks>A name and not a stored id: a container without state stays the same instance.</remarks>
    public string? Instance { get; set; }

    /// <summary>Gets the keys that backups are read with.</summary>
    public ReadingKeysOptions Keys { get; } = new();

    /// <summary>Gets or sets the storages to restore from, the preferred one first.</summary>
    /// <value>Names of storages. The default is empty. Storages that are not named follow, by name.</value>
    public IList<string> RestorePreference { get; set; } = [];
}
