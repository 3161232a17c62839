using BackupSh.Options;
using BackupSh.Shared;

namespace BackupSh.Configuration;

/// <summary>Checks a job's options, and freezes them.</summary>
internal sealed class JobFreezing(KnownNames names, KeyChecks keys, TimeProvider timeProvider)
{
    private static readonly TimeSpan MinimumTimeout = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MaximumStallTimeout = TimeSpan.FromDays(1);
    private static readonly TimeSpan MaximumCleanupTimeout = TimeSpan.FromHours(1);
    private static readonly TimeSpan MaximumJitter = TimeSpan.FromDays(1);

    private readonly EncryptionFreezing _encryption = new(names, keys);

    /// <returns>The job; to be used only if no fault was reported.</returns>
    internal JobConfiguration Freeze(string name, BackupJobOptions job, OptionsScope scope)
    {
        TimeZoneInfo zone = TimeZoneRule.Find(job.TimeZone, TimeZoneInfo.Utc, scope, nameof(job.TimeZone));
        KnownNames.Find(names.Sources, job.Source, scope, nameof(job.Source), "BSH0117", out string? source);
        scope.RequireBetween(nameof(job.StallTimeout), job.StallTimeout, MinimumTimeout, MaximumStallTimeout);
        scope.RequireBetween(nameof(job.CleanupTimeout), job.CleanupTimeout, MinimumTimeout, MaximumCleanupTimeout);
        scope.RequireBetween(nameof(job.Jitter), job.Jitter, TimeSpan.Zero, MaximumJitter);
        return new JobConfiguration
        {
            Name = name,
            SourceName = source ?? "",
            Storages = new StoragesFreezing(names, zone).Freeze(job, scope),
            Success = job.Success,
            Compression = FreezeCompression(job.Compression, scope.At(nameof(job.Compression))),
            Encryption = _encryption.Freeze(job.Encryption, scope.At(nameof(job.Encryption))),
            Labels = LabelsFreezing.Freeze(job, scope),
            StallTimeout = job.StallTimeout,
            CleanupTimeout = job.CleanupTimeout,
            HealsAfterRun = job.HealAfterRun,
            IsSimulation = job.Simulation,
            TimeZone = zone,
            Schedules = new ScheduleFreezing(zone, timeProvider.GetUtcNow()).Freeze(job, scope),
            IsActive = job.Active,
            BlackOuts = BlackOutFreezing.Freeze(job, scope),
            Jitter = job.Jitter,
        };
    }

    private static CompressionSettings FreezeCompression(CompressionOptions compression, OptionsScope scope)
    {
        if (!Enum.IsDefined(compression.Algorithm))
        {
            scope.Fault(
                nameof(compression.Algorithm),
                ErrorTexts.Error("BSH0135", compression.Algorithm, string.Join(", ", Enum.GetNames<CompressionAlgorithm>())));
        }

        scope.RequireBetween(nameof(compression.Level), compression.Level, 1, CompressionOptions.MaximumLevel);
        return new CompressionSettings(compression.Algorithm, compression.Level);
    }
}
