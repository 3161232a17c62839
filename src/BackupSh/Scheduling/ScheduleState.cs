using System.Text.Json.Serialization;

namespace BackupSh.Scheduling;

/// <summary>How far the schedules of a job are. Written only by who holds the job's lease.</summary>
internal sealed record ScheduleState
{
    /// <summary>Gets the last due time that was run, or given up. Times up to it are never run again.</summary>
    public required DateTimeOffset Handled { get; init; }

    /// <summary>Gets the run that was started and has not ended, as far as anybody has written down.</summary>
    public OpenRun? Open { get; init; }

    /// <summary>Gets the interrupted run that is to be made up for.</summary>
    public DueRetry? Retry { get; init; }

    /// <summary>Gets the version of the record that it was read from; 0 for none.</summary>
    [JsonIgnore]
    public long Version { get; init; }
}
