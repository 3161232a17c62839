namespace BackupSh.Options;

/// <summary>One of a job's schedules.</summary>
public sealed class JobScheduleOptions
{
    /// <summary>Gets or sets when the job runs: a cron expression of five or six fields, or <c>every 1 day</c>.</summary>
    /// <value>Required. Six fields start with seconds. After <c>every</c>: a number from 1 to 100 000, and minutes, hours,
    /// days, weeks or months.</value>
    public string? Schedule { get; set; }

    /// <summary>Gets or sets a value indicating whether the schedule counts.</summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool Active { get; set; } = true;

    /// <summary>Gets or sets the next execution: the time before which the schedule does not come. An interval counts from it.</summary>
    /// <value>A date and time on a clock of <see cref="BackupJobOptions.TimeZone"/>, whatever its kind. The default is
    /// <see langword="null"/>: intervals then count from midnight of Monday, 1 May 2000, so that days begin at midnight.</value>
    public DateTime? NextExecution { get; set; }

    /// <summary>Makes an active schedule from its text, so that <c>job.Schedules = ["0 3 * * *"]</c> can be written.</summary>
    /// <param name="schedule">A cron expression, or <c>every 1 day</c>.</param>
    public static implicit operator JobScheduleOptions(string schedule) => FromText(schedule);

    /// <summary>Makes an active schedule from its text.</summary>
    /// <param name="schedule">A cron expression, or <c>every 1 day</c>.</param>
    /// <returns>The schedule.</returns>
    public static JobScheduleOptions FromText(string schedule) => new() { Schedule = schedule };
}
