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
            Add(text, isActive: true, nextExecution: null, scope, nameof(job.Schedule));
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
            Add(schedule.Schedule!, schedule.Active, schedule.NextExecution, scope, nameof(schedule.Schedule));
        }
    }

    private void Add(string text, bool isActive, DateTime? nextExecution, OptionsScope scope, string key)
    {
        if (!JobSchedule.TryParse(text, isActive, out JobSchedule? parsed, out string reason))
        {
            scope.Fault(key, ErrorTexts.Error("BSH0122", text, reason));
            return;
        }

        // The zone of the time is the job's, whatever the host's code thought of.
        JobSchedule schedule = parsed with { NextExecution = nextExecution is { } next ? DateTime.SpecifyKind(next, DateTimeKind.Unspecified) : null };
        if (schedule.Next(zone, now) is null)
        {
            scope.Fault(key, ErrorTexts.Error("BSH0123", text));
        }
        else
        {
            _schedules.Add(schedule);
        }
    }
}
