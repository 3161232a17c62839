using BackupSh.Options;
using BackupSh.Shared;

namespace BackupSh.Configuration;

/// <summary>Says what about a job is no fault but should be known.</summary>
internal static class JobNotes
{
    internal static IEnumerable<OptionsFault> Of(JobConfiguration job, OptionsScope scope, bool hasScheduler)
    {
        if (job.Encryption is null)
        {
            yield return new OptionsFault(scope.At(nameof(BackupJobOptions.Encryption)).Path, ErrorTexts.Error("BSH0150", job.Name));
        }

        if (!hasScheduler && job is { IsActive: true, IsSimulation: false } && job.Schedules.Any(schedule => schedule.IsActive))
        {
            yield return new OptionsFault(scope.Path, ErrorTexts.Error("BSH0151", job.Name));
        }
    }
}
