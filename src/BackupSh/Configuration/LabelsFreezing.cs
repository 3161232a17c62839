using System.Collections.Frozen;
using BackupSh.Options;
using BackupSh.Shared;

namespace BackupSh.Configuration;

/// <summary>Checks a job's labels.</summary>
internal static class LabelsFreezing
{
    internal static IReadOnlyDictionary<string, string> Freeze(BackupJobOptions job, OptionsScope scope)
    {
        OptionsScope place = scope.At(nameof(job.Labels));
        HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
        foreach ((string key, string value) in job.Labels)
        {
            BackupShError? error = LabelRule.Check(key, value) ?? (seen.Add(key) ? null : ErrorTexts.Error("BSH0116", key));
            if (error is not null)
            {
                place.Fault(key, error);
            }
        }

        return job.Labels.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }
}
