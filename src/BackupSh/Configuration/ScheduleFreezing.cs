using BackupSh.Options;
using BackupSh.Shared;

namespace BackupSh.Configuration;

/// <summary>Makes schedules of a job's texts.</summary>
internal sealed class ScheduleFreezing(TimeZoneInfo zone, DateTimeOffset now)
{
    private readonly List<JobSchedule> _schedules = [];

    internal IReadOnlyList<JobSchedule> Freeze(BackupJobOptions job, OptionsScope scope)
    {
        if (job.Schedule is { } text)
        {
            Add(text, isActive: true, scope, nameof(job.Schedule));
        }

        foreach ((int index, JobScheduleOptions schedule) in job.Schedules.Index())
        {
            Add(schedule, scope.Item(nameof(job.Schedules), index));
        }

        return _schedules;
    }

    private void Add(JobScheduleOptions schedule, OptionsScope scope)
    {
        if (scope.Require(nameof(schedule.Schedule), schedule.Schedule))
        {
            Add(schedule.Schedule!, schedule.Active, scope, nameof(schedule.Schedule));
        }
    }

    private void Add(string text, bool isActive, OptionsScope scope, string key)
    {
        if (!JobSchedule.TryParse(text, isActive, out JobSchedule? schedule, out string reason))
        {
            scope.Fault(key, ErrorTexts.Error("BSH0122", text, reason));
        }
        else if (schedule.Cron is { } cron && cron.GetNextOccurrence(now, zone) is null)
        {
            scope.Fault(key, ErrorTexts.Error("BSH0123", text));
        }
        else
        {
            _schedules.Add(schedule);
        }
    }
}
