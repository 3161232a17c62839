namespace BackupSh.Catalog.History;

/// <summary>How an audited act ended.</summary>
public enum AuditOutcome
{
    /// <summary>It was about to begin. If nothing follows, the process ended meanwhile: it may have happened or not.</summary>
    Begun,

    /// <summary>It was done.</summary>
    Done,

    /// <summary>The storage keeps a file locked: it is not, or not wholly, done.</summary>
    Retained,

    /// <summary>It failed; it may be half done.</summary>
    Failed,
}
