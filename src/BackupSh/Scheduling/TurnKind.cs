namespace BackupSh.Scheduling;

/// <summary>What there may be to do for a job.</summary>
internal enum TurnKind
{
    /// <summary>Nothing yet.</summary>
    Wait,

    /// <summary>Write down that its schedules count from now.</summary>
    Begin,

    /// <summary>A run is open that nobody runs any more: mark it.</summary>
    Recover,

    /// <summary>A due time came while the job was inactive or paused: pass over it.</summary>
    Skip,

    /// <summary>Run it.</summary>
    Run,
}
