using BackupSh.Options;
using BackupSh.Rotation;
using BackupSh.Shared;

namespace BackupSh.Configuration;

/// <summary>Makes the storages of a job, each with its policy.</summary>
internal sealed class StoragesFreezing(KnownNames names, TimeZoneInfo zone)
{
    private static readonly TimeSpan MinimumLock = TimeSpan.FromMinutes(1);

    // Source: S3 Object Lock, maximum retention 100 years.
    private static readonly TimeSpan MaximumLock = TimeSpan.FromDays(36_500);

    private readonly HashSet<string> _seen = new(StringComparer.OrdinalIgnoreCase);

    /// <returns>The storages without fault.</returns>
    internal IReadOnlyList<JobStorage> Freeze(BackupJobOptions job, OptionsScope scope)
    {
        RotationPolicy? policy = RotationFreezing.Freeze(job.Rotation, RotationPolicy.KeepEverything, zone, scope.At(nameof(job.Rotation)));
        if (job.Storages.Count == 0)
        {
            scope.Fault(nameof(job.Storages), ErrorTexts.Error("BSH0119", UnknownName.List(names.Storages)));
        }
        else if (job.Success.Kind == SuccessRuleKind.AtLeast && job.Success.Count > job.Storages.Count)
        {
            scope.Fault(nameof(job.Success), ErrorTexts.Error("BSH0124", job.Success, job.Storages.Count));
        }

        LockDuration? jobLock = FreezeLock(job.LockFor, scope, nameof(job.LockFor));
        List<JobStorage> storages = [];
        foreach ((int index, JobStorageOptions storage) in job.Storages.Index())
        {
            OptionsScope storageScope = scope.Item(nameof(job.Storages), index);
            if (Freeze(storage, policy, job.Rotation.AfterEachRun, storageScope) is { } frozen)
            {
                storages.Add(frozen with
                {
                    Lock = storage.LockFor is null ? jobLock : FreezeLock(storage.LockFor, storageScope, nameof(storage.LockFor)),
                });
            }
        }

        return storages;
    }

    private static LockDuration? FreezeLock(TimeSpan? duration, OptionsScope scope, string key)
    {
        if (duration is not { } time || time == TimeSpan.Zero)
        {
            return null;
        }

        scope.RequireBetween(key, time, MinimumLock, MaximumLock);
        return new LockDuration(time, scope.At(key).Path);
    }

    private JobStorage? Freeze(JobStorageOptions storage, RotationPolicy? jobPolicy, bool jobRotatesAfterRun, OptionsScope scope)
    {
        RotationPolicy? policy = RotationFreezing.Freeze(storage.Rotation, jobPolicy, zone, scope.At(nameof(storage.Rotation)));
        if (!KnownNames.Find(names.Storages, storage.Name, scope, nameof(storage.Name), "BSH0118", out string? name))
        {
            return null;
        }

        if (!_seen.Add(name))
        {
            scope.Fault(nameof(storage.Name), ErrorTexts.Error("BSH0120", name));
            return null;
        }

        return policy is null ? null : new JobStorage(name, policy, jobRotatesAfterRun && storage.Rotation.AfterEachRun);
    }
}
