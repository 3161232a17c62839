using BackupSh.Catalog;

namespace BackupSh.Rotation;

/// <summary>A backup that a rotation looks at.</summary>
/// <param name="Id">What tells it from the others: a backup's name, for example. Backups of one moment are put in the order of
/// their ids.</param>
/// <param name="Time">Its moment.</param>
public sealed record RotationCandidate(string Id, DateTimeOffset Time)
{
    /// <summary>Initializes a candidate from a backup's name.</summary>
    /// <param name="name">The name.</param>
    public RotationCandidate(BackupName name)
        : this(IdOf(name), name.Time) => Series = name.Database;

    /// <summary>Gets what it is called in explanations.</summary>
    /// <value>The default is its id.</value>
    public string Label
    {
        get => field ?? Id;
        init;
    }

    /// <summary>Gets the series that it belongs to, or <see langword="null"/>. One plan is for one series.</summary>
    public string? Series { get; init; }

    /// <summary>Gets what is known of its wholeness. Only healthy backups are counted and deleted.</summary>
    public RotationHealth Health { get; init; }

    /// <summary>Gets the pin that lies beside it, or <see langword="null"/>. While it holds, the backup is kept, and takes no
    /// place of a rule.</summary>
    public BackupPin? Pin { get; init; }

    /// <summary>Gets a value indicating whether it is not ours to rotate: another instance made it, or a newer version.
    /// It is left alone, and takes no place of a rule.</summary>
    public bool IsForeign { get; init; }

    private static string IdOf(BackupName name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.ToString();
    }
}
