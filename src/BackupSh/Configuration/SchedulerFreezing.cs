using BackupSh.Options;

namespace BackupSh.Configuration;

/// <summary>Reads and checks how schedules are run.</summary>
internal static class SchedulerFreezing
{
    private const int MaximumRuns = 100;

    internal static void Read(OptionsReader reader, SchedulerOptions scheduler)
    {
        reader.Boolean(nameof(scheduler.Enabled), value => scheduler.Enabled = value);
        reader.WholeNumber(nameof(scheduler.MaximumParallelRuns), value => scheduler.MaximumParallelRuns = (int)Math.Clamp(value, int.MinValue, int.MaxValue));
        reader.Duration(nameof(scheduler.NoProgressTimeout), value => scheduler.NoProgressTimeout = value);
        reader.Duration(nameof(scheduler.LeaseDuration), value => scheduler.LeaseDuration = value);
        reader.Duration(nameof(scheduler.RetryDelay), value => scheduler.RetryDelay = value);
    }

    internal static SchedulerSettings Freeze(SchedulerOptions scheduler, OptionsScope scope)
    {
        scope.RequireBetween(nameof(scheduler.MaximumParallelRuns), scheduler.MaximumParallelRuns, 1, MaximumRuns);
        scope.RequireBetween(nameof(scheduler.NoProgressTimeout), scheduler.NoProgressTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromDays(7));
        scope.RequireBetween(nameof(scheduler.LeaseDuration), scheduler.LeaseDuration, TimeSpan.FromSeconds(5), TimeSpan.FromHours(1));
        scope.RequireBetween(nameof(scheduler.RetryDelay), scheduler.RetryDelay, TimeSpan.Zero, TimeSpan.FromDays(1));
        return new SchedulerSettings(
            scheduler.Enabled, scheduler.MaximumParallelRuns, scheduler.NoProgressTimeout, scheduler.LeaseDuration, scheduler.RetryDelay);
    }
}
