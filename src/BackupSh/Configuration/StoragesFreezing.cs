using BackupSh.Options;
using BackupSh.Rotation;
using BackupSh.Shared;

namespace BackupSh.Configuration;

/// <summary>Makes the storages of a job, each with its policy.</summary>
internal static class StoragesFreezing
{
    internal static IReadOnlyList<JobStorage> Freeze(BackupJobOptions job, KnownNames names, TimeZoneInfo zone, OptionsScope scope)
    {
        RotationPolicy policy = RotationFreezing.Freeze(job.Rotation, RotationPolicy.KeepEverything, zone, scope.At(nameof(job.Rotation)));
        if (job.Storages.Count == 0)
        {
            scope.Fault(nameof(job.Storages), ErrorTexts.Error("BSH0119", UnknownName.List(names.Storages)));
        }

        HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
        List<JobStorage> storages = [];
        foreach ((int index, JobStorageOptions storage) in job.Storages.Index())
        {
            OptionsScope place = scope.Item(nameof(job.Storages), index);
            RotationPolicy own = RotationFreezing.Freeze(storage.Rotation, policy, zone, place.At(nameof(storage.Rotation)));
            if (!KnownNames.Find(names.Storages, storage.Name, place, nameof(storage.Name), "BSH0118", out string? name))
            {
                continue;
            }

            if (!seen.Add(name))
            {
                place.Fault(nameof(storage.Name), ErrorTexts.Error("BSH0120", name));
                continue;
            }

            storages.Add(new JobStorage(name, own, job.Rotation.AfterEachRun && storage.Rotation.AfterEachRun));
        }

        CheckSuccess(job, scope);
        return storages;
    }

    private static void CheckSuccess(BackupJobOptions job, OptionsScope scope)
    {
        if (job.Success.Kind == SuccessRuleKind.AtLeast && job.Success.Count > job.Storages.Count)
        {
            scope.Fault(nameof(job.Success), ErrorTexts.Error("BSH0124", job.Success, job.Storages.Count));
        }
    }
}
