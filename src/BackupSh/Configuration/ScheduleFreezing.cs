using BackupSh.Options;
using BackupSh.Shared;

namespace BackupSh.Configuration;

/// <summary>Makes schedules of a job's texts.</summary>
internal static class ScheduleFreezing
{
    internal static IReadOnlyList<JobSchedule> Freeze(BackupJobOptions job, TimeZoneInfo zone, DateTimeOffset now, OptionsScope scope)
    {
        List<JobSchedule> schedules = [];
        if (job.Schedule is { } text)
        {
            Add(schedules, text, isActive: true, zone, now, scope, nameof(job.Schedule));
        }

        foreach ((int index, JobScheduleOptions item) in job.Schedules.Index())
        {
            OptionsScope place = scope.Item(nameof(job.Schedules), index);
            if (place.Require(nameof(item.Schedule), item.Schedule))
            {
                Add(schedules, item.Schedule!, item.Active, zone, now, place, nameof(item.Schedule));
            }
        }

        return schedules;
    }

    private static void Add(
        List<JobSchedule> schedules, string text, bool isActive, TimeZoneInfo zone, DateTimeOffset now, OptionsScope scope, string key)
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
            schedules.Add(schedule);
        }
    }
}
