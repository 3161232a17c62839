namespace BackupSh.Storage;

/// <summary>What became of an object that was to be deleted.</summary>
public enum DeleteStatus
{
    /// <summary>It is gone.</summary>
    Deleted,

    /// <summary>There was none.</summary>
    NotFound,

    /// <summary>It is locked, and stays until its time is over.</summary>
    Retained,

    /// <summary>It may still be there; <see cref="DeleteOutcome.Error"/> says why.</summary>
    Failed,
}
