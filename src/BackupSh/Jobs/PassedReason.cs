namespace BackupSh.Jobs;

/// <summary>Why due times of a job got no run of their own.</summary>
public enum PassedReason
{
    /// <summary>Nothing ran them in time: a downtime, a black-out, or a run that was still going on. A later run made up for them.</summary>
    Late,

    /// <summary>The job was paused.</summary>
    Paused,

    /// <summary>The job was inactive.</summary>
    Inactive,

    /// <summary>The run for it was interrupted, and so was the second attempt, or a later due time or a pause came first.</summary>
    Interrupted,
}
