using BackupSh.Backups;
using BackupSh.Configuration;
using BackupSh.Scheduling;
using BackupSh.Shared;

namespace BackupSh.Jobs;

/// <summary>Shows jobs as they stand now.</summary>
internal sealed class BackupJobView(Engine engine, ScheduleRecords records, BackupShError? hold)
{
    internal async Task<BackupJob> OfAsync(JobConfiguration job, CancellationToken cancellationToken)
    {
        JobPause? pause = await records.FindPauseAsync(job.Name, cancellationToken).ConfigureAwait(false);
        ScheduleState? state = await records.FindStateAsync(job.Name, cancellationToken).ConfigureAwait(false);
        return new BackupJob
        {
            Name = job.Name,
            Origin = job.Origin,
            Source = job.SourceName,
            Storages = [.. job.Storages.Select(storage => storage.Name)],
            IsActive = job.IsActive,
            Pause = pause,
            IsEncrypted = job.Encryption is not null,
            TimeZone = job.TimeZone.Id,
            Schedules = [.. job.Schedules.Select(schedule => new BackupJobSchedule(schedule.Text, schedule.IsActive, schedule.Next(job.TimeZone, engine.Now)))],
            Hold = hold,
            NextStart = job is { IsActive: true, IsSimulation: false } && pause is null && hold is null ? NextStart(job, state) : null,
            Values = job.Values,
            Faults = [],
        };
    }

    internal async Task<BackupJob> OfAsync(RunTimeJob job, CancellationToken cancellationToken)
    {
        if (engine.Configuration.Jobs.ContainsKey(job.Name))
        {
            return Faulty(job, [.. job.Faults, new OptionsFault($"{EngineKeys.Jobs}:{job.Name}", ErrorTexts.Error("BSH1148", job.Name))]);
        }

        return job.Job is null ? Faulty(job, job.Faults) : await OfAsync(job.Job, cancellationToken).ConfigureAwait(false);
    }

    // It does not run, but must not vanish: somebody relies on it.
    private BackupJob Faulty(RunTimeJob job, IReadOnlyList<OptionsFault> faults) => new()
    {
        Name = job.Name,
        Origin = JobOrigin.User,
        Source = job.Options.Source ?? "",
        Storages = [.. job.Options.Storages.Select(storage => storage.Name ?? "")],
        IsActive = job.Options.Active,
        Pause = null,
        IsEncrypted = job.Options.Encryption.Passphrase is not null || job.Options.Encryption.RecipientKeys.Count > 0,
        TimeZone = job.Options.TimeZone ?? TimeZoneInfo.Utc.Id,
        Schedules = [],
        Hold = hold,
        NextStart = null,
        Values = [],
        Faults = faults,
    };

    private DateTimeOffset? NextStart(JobConfiguration job, ScheduleState? state)
    {
        DueTimes times = new(job);
        if (times.Next(state?.Handled ?? engine.Now) is not { } due)
        {
            return null;
        }

        DateTimeOffset start = times.StartOf(due) > engine.Now ? times.StartOf(due) : engine.Now;
        return times.BlackOutEnd(start) ?? start;
    }
}
