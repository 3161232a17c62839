namespace BackupSh.Catalog.Store;

/// <summary>What a record of the catalog is about. Stores keep the name, not the number.</summary>
public enum CatalogRecordKind
{
    /// <summary>A backup in a storage, there or gone. Group: the storage. Key: the backup's name.</summary>
    Backup,

    /// <summary>A run. Group: the job. Key: the run's id.</summary>
    Run,

    /// <summary>What an observer was told. Group: the observer. Key: sorts by time.</summary>
    Notification,

    /// <summary>What a storage held on a day. Group: the storage. Key: the day.</summary>
    Usage,

    /// <summary>A step of an act that destroys, or may. Group: the act's id. Key: the step. Never changed, never removed.</summary>
    Audit,

    /// <summary>A job that was made at run time. Group: empty. Key: the job's name. Secrets in it are protected by who wrote it.</summary>
    Job,

    /// <summary>How far a schedule has come. Group: the job. Key: the schedule.</summary>
    Schedule,

    /// <summary>Who may do something alone, and until when. Group: empty. Key: the lease's name.</summary>
    Lease,
}
