using BackupSh.Options;
using BackupSh.Shared;

namespace BackupSh.Configuration;

/// <summary>Says what about a job is no fault but should be known. Of a job that is inactive there is nothing to say.</summary>
internal static class JobNotes
{
    internal static IEnumerable<OptionsFault> Of(JobConfiguration job, OptionsScope scope, bool hasScheduler)
    {
        if (!job.IsActive)
        {
            yield break;
        }

        if (job.Encryption is null)
        {
            yield return new OptionsFault(scope.At(nameof(BackupJobOptions.Encryption)).Path, ErrorTexts.Error("BSH0150", job.Name));
        }

        if (!hasScheduler && !job.IsSimulation && job.Schedules.Any(schedule => schedule.IsActive))
        {
            yield return new OptionsFault(scope.Path, ErrorTexts.Error("BSH0151", job.Name));
        }
    }
}
