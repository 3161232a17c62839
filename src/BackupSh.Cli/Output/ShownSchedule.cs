using BackupSh.Jobs;

namespace BackupSh.Cli.Output;

/// <summary>One of a job's schedules.</summary>
internal sealed record ShownSchedule(string Schedule, bool IsActive, DateTime? Next)
{
    internal static ShownSchedule Of(BackupJobSchedule schedule) => new(schedule.Schedule, schedule.IsActive, ShownJob.WholeSeconds(schedule.Next));
}
