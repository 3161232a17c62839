using BackupSh.Storage;

namespace BackupSh.Conformance;

/// <summary>The ten clauses of <see cref="IBackupStorage"/>.</summary>
public enum StorageClause
{
    /// <summary>A name becomes visible only when its upload has completed successfully.</summary>
    Atomic = 1,

    /// <summary>An upload that fails or is cancelled leaves nothing.</summary>
    NoLeftovers = 2,

    /// <summary>What was uploaded or deleted is so at once, whole, and in every part.</summary>
    ReadAfterWrite = 3,

    /// <summary>An existing name is never overwritten.</summary>
    WriteOnce = 4,

    /// <summary>Content is read forward once; a returned stream belongs to the caller.</summary>
    StreamManners = 5,

    /// <summary>What is missing is said to be missing.</summary>
    Missing = 6,

    /// <summary>A listing is complete and exact.</summary>
    Listing = 7,

    /// <summary>Cancelling ends a call, unwrapped.</summary>
    Cancellation = 8,

    /// <summary>Every failure has its type, and misuse the BCL's.</summary>
    Errors = 9,

    /// <summary>Concurrent calls do not disturb each other, and no token outlives its call.</summary>
    Concurrency = 10,
}
