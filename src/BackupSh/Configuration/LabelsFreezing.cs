using System.Collections.Frozen;
using BackupSh.Options;
using BackupSh.Shared;

namespace BackupSh.Configuration;

/// <summary>Checks a job's labels.</summary>
internal static class LabelsFreezing
{
    internal const int MaximumKeyLength = 63;
    internal const int MaximumValueLength = 256;

    internal static IReadOnlyDictionary<string, string> Freeze(BackupJobOptions job, OptionsScope scope)
    {
        OptionsScope place = scope.At(nameof(job.Labels));
        HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
        foreach ((string key, string value) in job.Labels)
        {
            if (!NameRule.IsGood(key, MaximumKeyLength))
            {
                place.Fault(key, ErrorTexts.Error("BSH0131", key, MaximumKeyLength));
            }
            else if (!seen.Add(key))
            {
                place.Fault(key, ErrorTexts.Error("BSH0116", key));
            }
            else if (value.Length > MaximumValueLength || value.Any(char.IsControl))
            {
                place.Fault(key, ErrorTexts.Error("BSH0132", key, MaximumValueLength));
            }
        }

        return job.Labels.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }
}
