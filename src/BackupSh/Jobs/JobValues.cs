using System.Globalization;
using BackupSh.Configuration;
using BackupSh.Options;

namespace BackupSh.Jobs;

/// <summary>Writes a job's options as a configuration would hold them: the other way of <see cref="BackupJobOptionsReading"/>.</summary>
internal static class JobValues
{
    /// <summary>The keys whose values are secrets.</summary>
    internal static readonly IReadOnlySet<string> SecretKeys =
        new HashSet<string>(StringComparer.OrdinalIgnoreCase) { $"{nameof(BackupJobOptions.Encryption)}:{nameof(EncryptionOptions.Passphrase)}" };

    /// <summary>Returns every value that is set, by its key below the job, for example <c>Storages:0:Name</c>.</summary>
    /// <param name="job">The options.</param>
    /// <param name="secret">Makes the text of a secret.</param>
    internal static Dictionary<string, string> Of(BackupJobOptions job, Func<Secret, string> secret)
    {
        Dictionary<string, string> values = new(StringComparer.OrdinalIgnoreCase);
        Put(values, nameof(job.Source), job.Source);
        foreach ((int index, JobStorageOptions storage) in job.Storages.Index())
        {
            Put(values, Key(nameof(job.Storages), index, nameof(storage.Name)), storage.Name);
            Put(values, Key(nameof(job.Storages), index, nameof(storage.Rotation)) + ':', storage.Rotation);
            Put(values, Key(nameof(job.Storages), index, nameof(storage.LockFor)), storage.LockFor);
        }

        PutSchedules(values, job);
        Put(values, nameof(job.Encryption), job.Encryption, secret);
        Put(values, nameof(job.Rotation) + ':', job.Rotation);
        Put(values, nameof(job.LockFor), job.LockFor);
        Put(values, nameof(job.HealAfterRun), job.HealAfterRun);
        Put(values, nameof(job.Simulation), job.Simulation);
        Put(values, Key(nameof(job.Compression), nameof(job.Compression.Algorithm)), job.Compression.Algorithm);
        Put(values, Key(nameof(job.Compression), nameof(job.Compression.Level)), job.Compression.Level);
        Put(values, nameof(job.Success), job.Success);
        Put(values, nameof(job.StallTimeout), job.StallTimeout);
        Put(values, nameof(job.CleanupTimeout), job.CleanupTimeout);
        foreach ((string label, string value) in job.Labels)
        {
            Put(values, Key(nameof(job.Labels), label), value);
        }

        return values;
    }

    /// <summary>Returns the values that are not the defaults. Holds secrets.</summary>
    /// <exception cref="BackupShException">A secret cannot be read.</exception>
    internal static Dictionary<string, string> Changed(BackupJobOptions job)
    {
        Dictionary<string, string> values = Of(job, static secret => secret.Reveal());
        foreach ((string key, string value) in Of(new BackupJobOptions(), static _ => Secret.Mask))
        {
            if (values.TryGetValue(key, out string? set) && set == value)
            {
                values.Remove(key);
            }
        }

        return values;
    }

    /// <summary>Returns the values as a section of a configuration.</summary>
    internal static OptionsSection Section(string name, IEnumerable<KeyValuePair<string, string>> values) =>
        new(name, null, [.. values.GroupBy(pair => pair.Key.Split(':', 2)[0], StringComparer.OrdinalIgnoreCase).Select(Child)]);

    private static OptionsSection Child(IGrouping<string, KeyValuePair<string, string>> group) =>
        group.FirstOrDefault(pair => !pair.Key.Contains(':', StringComparison.Ordinal)) is { Key: not null } single
            ? new OptionsSection(group.Key, single.Value, [])
            : Section(group.Key, group.Select(pair => KeyValuePair.Create(pair.Key.Split(':', 2)[1], pair.Value)));

    private static void PutSchedules(Dictionary<string, string> values, BackupJobOptions job)
    {
        Put(values, nameof(job.Schedule), job.Schedule);
        foreach ((int index, JobScheduleOptions schedule) in job.Schedules.Index())
        {
            Put(values, Key(nameof(job.Schedules), index, nameof(schedule.Schedule)), schedule.Schedule);
            Put(values, Key(nameof(job.Schedules), index, nameof(schedule.Active)), schedule.Active);
            Put(values, Key(nameof(job.Schedules), index, nameof(schedule.NextExecution)), schedule.NextExecution?.ToString("s", CultureInfo.InvariantCulture));
        }

        Put(values, nameof(job.TimeZone), job.TimeZone);
        Put(values, nameof(job.Active), job.Active);
        foreach ((int index, string blackOut) in job.BlackOuts.Index())
        {
            Put(values, Key(nameof(job.BlackOuts), index), blackOut);
        }

        Put(values, nameof(job.Jitter), job.Jitter);
    }

    private static void Put(Dictionary<string, string> values, string prefix, EncryptionOptions encryption, Func<Secret, string> secret)
    {
        Put(values, Key(prefix, nameof(encryption.Passphrase)), encryption.Passphrase is { } passphrase ? secret(passphrase) : null);
        foreach ((int index, string file) in encryption.RecipientKeys.Index())
        {
            Put(values, Key(prefix, nameof(encryption.RecipientKeys), index), file);
        }

        Put(values, Key(prefix, nameof(encryption.Encryptor)), encryption.Encryptor);
    }

    private static void Put(Dictionary<string, string> values, string prefix, RotationOptions rotation)
    {
        Put(values, prefix + nameof(rotation.Last), rotation.Last);
        Put(values, prefix + nameof(rotation.Hourly), rotation.Hourly);
        Put(values, prefix + nameof(rotation.Daily), rotation.Daily);
        Put(values, prefix + nameof(rotation.Weekly), rotation.Weekly);
        Put(values, prefix + nameof(rotation.Monthly), rotation.Monthly);
        Put(values, prefix + nameof(rotation.Quarterly), rotation.Quarterly);
        Put(values, prefix + nameof(rotation.Yearly), rotation.Yearly);
        Put(values, prefix + nameof(rotation.TimeZone), rotation.TimeZone);
        Put(values, prefix + nameof(rotation.Profile), rotation.Profile);
        Put(values, prefix + nameof(rotation.WeekStart), rotation.WeekStart);
        Put(values, prefix + nameof(rotation.DayStart), rotation.DayStart?.ToString(@"hh\:mm", CultureInfo.InvariantCulture));
        Put(values, prefix + nameof(rotation.MinimumKeep), rotation.MinimumKeep);
        Put(values, prefix + nameof(rotation.KeepOldestWhileShort), rotation.KeepOldestWhileShort);
        Put(values, prefix + nameof(rotation.FutureTolerance), rotation.FutureTolerance);
        Put(values, prefix + nameof(rotation.GuardCount), rotation.GuardCount);
        Put(values, prefix + nameof(rotation.GuardPercent), rotation.GuardPercent);

        // The default makes no value: a section that has one must have a rule, too.
        Put(values, prefix + nameof(rotation.AfterEachRun), rotation.AfterEachRun ? null : rotation.AfterEachRun);
    }

    private static string Key(params ReadOnlySpan<object> parts) =>
        string.Join(':', parts.ToArray().Select(part => Convert.ToString(part, CultureInfo.InvariantCulture)));

    private static void Put(Dictionary<string, string> values, string key, object? value)
    {
        if (Convert.ToString(value, CultureInfo.InvariantCulture) is { Length: > 0 } text)
        {
            values[key] = text;
        }
    }
}
