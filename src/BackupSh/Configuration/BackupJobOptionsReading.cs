using System.Globalization;
using BackupSh.Options;

namespace BackupSh.Configuration;

/// <summary>Reads a job's options from a configuration.</summary>
internal static class BackupJobOptionsReading
{
    private static readonly string[] TimeFormats = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss"];

    internal static void Read(OptionsReader reader, BackupJobOptions job)
    {
        reader.Text(nameof(job.Source), text => job.Source = text);
        reader.Items(nameof(job.Storages), text => job.Storages.Add(text), section => ReadStorage(section, Added(job.Storages)));
        reader.Text(nameof(job.Schedule), text => job.Schedule = text);
        reader.Items(nameof(job.Schedules), text => job.Schedules.Add(text), section => ReadSchedule(section, Added(job.Schedules)));
        reader.Text(nameof(job.TimeZone), text => job.TimeZone = text);
        reader.Boolean(nameof(job.Active), value => job.Active = value);
        reader.TextList(nameof(job.BlackOuts), texts => job.BlackOuts = [.. texts]);
        reader.Duration(nameof(job.Jitter), value => job.Jitter = value);
        reader.Section(nameof(job.Encryption), section => ReadEncryption(section, job.Encryption));
        reader.Section(nameof(job.Rotation), section => RotationOptionsReading.Read(section, job.Rotation));
        reader.Duration(nameof(job.LockFor), value => job.LockFor = value);
        reader.Boolean(nameof(job.Simulation), value => job.Simulation = value);
        ReadCompression(reader, nameof(job.Compression), job.Compression);
        reader.Parsed<SuccessRule>(
            nameof(job.Success),
            value => job.Success = value,
            text => SuccessRule.TryParse(text, out SuccessRule rule) ? rule : null,
            "All, Primary, or AtLeast:2 with a number from 1");
        reader.Duration(nameof(job.StallTimeout), value => job.StallTimeout = value);
        reader.Duration(nameof(job.CleanupTimeout), value => job.CleanupTimeout = value);
        reader.Boolean(nameof(job.HealAfterRun), value => job.HealAfterRun = value);
        reader.Section(nameof(job.Labels), section => ReadLabels(section, job.Labels));
    }

    private static T Added<T>(IList<T> list)
        where T : new()
    {
        T item = new();
        list.Add(item);
        return item;
    }

    private static void ReadStorage(OptionsReader reader, JobStorageOptions storage)
    {
        reader.Text(nameof(storage.Name), text => storage.Name = text);
        reader.Section(nameof(storage.Rotation), section => RotationOptionsReading.Read(section, storage.Rotation));
        reader.Duration(nameof(storage.LockFor), value => storage.LockFor = value);
    }

    private static void ReadSchedule(OptionsReader reader, JobScheduleOptions schedule)
    {
        reader.Text(nameof(schedule.Schedule), text => schedule.Schedule = text);
        reader.Boolean(nameof(schedule.Active), value => schedule.Active = value);
        reader.Parsed<DateTime>(
            nameof(schedule.NextExecution),
            value => schedule.NextExecution = value,
            text => DateTime.TryParseExact(text, TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime value) ? value : null,
            "a date, or a date and a time such as 2026-12-01T03:00, in the job's time zone");
    }

    private static void ReadEncryption(OptionsReader reader, EncryptionOptions encryption)
    {
        int faults = reader.Scope.Faults.Count;
        reader.Secret(nameof(encryption.Passphrase), secret => encryption.Passphrase = secret);
        reader.FilePaths(nameof(encryption.RecipientKeys), encryption.RecipientKeys.Add);
        reader.Text(nameof(encryption.Encryptor), text => encryption.Encryptor = text);
        encryption.IsSection = reader.Scope.Faults.Count == faults;
    }

    /// <summary>Reads <c>"Compression": "None"</c>, or a section.</summary>
    private static void ReadCompression(OptionsReader reader, string key, CompressionOptions compression)
    {
        if (!reader.IsSection(key))
        {
            reader.OneOf<CompressionAlgorithm>(key, value => compression.Algorithm = value);
            return;
        }

        reader.Section(key, section =>
        {
            section.OneOf<CompressionAlgorithm>(nameof(compression.Algorithm), value => compression.Algorithm = value);
            section.Parsed<int>(
                nameof(compression.Level),
                value => compression.Level = value,
                text => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int level) ? level : null,
                "a whole number");
        });
    }

    private static void ReadLabels(OptionsReader reader, IDictionary<string, string> labels)
    {
        foreach (string key in reader.Keys.ToArray())
        {
            reader.Text(key, value => labels[key] = value);
        }
    }
}
