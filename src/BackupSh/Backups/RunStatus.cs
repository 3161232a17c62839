namespace BackupSh.Backups;

/// <summary>How a run ended.</summary>
public enum RunStatus
{
    /// <summary>As many storages as the job's success rule asks for have the backup, whole and checked.</summary>
    Succeeded,

    /// <summary>Some storages have it, but fewer than the job's success rule asks for.</summary>
    PartiallySucceeded,

    /// <summary>No storage has it.</summary>
    Failed,
}
