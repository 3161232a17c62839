using System.Collections;
using System.Globalization;
using System.Reflection;
using BackupSh.Configuration;
using BackupSh.Jobs;
using BackupSh.Options;
using BackupSh.Rotation;

namespace BackupSh.Tests.Configuration;

/// <summary>Each settable property of the options can be set by a configuration. A new property fails here until it is read.</summary>
public sealed class EveryOptionTests
{
    private const string HostJson = """
        "Instance": "acme", "StoredSecretsKey": "k",
        "Scheduler": { "Enabled": false, "MaximumParallelRuns": 5, "NoProgressTimeout": "01:00:00", "LeaseDuration": "00:02:00", "RetryDelay": "00:00:05" },
        "RestorePreference": ["nas", "offsite"],
        "Keys": { "Passphrases": ["old-1", "old-2"], "PrivateKeys": [{ "File": "ops.key", "Passphrase": "unlock" }, "second.key"] }
        """;

    private const string JobJson = """
        "Source": "shop", "Storages": ["nas", { "Name": "offsite", "Rotation":
            { "Hourly": 1, "Daily": 2, "Weekly": 3, "Monthly": 4, "Yearly": "unlimited", "TimeZone": "Asia/Tokyo", "AfterEachRun": false },
            "LockFor": "00:00:00" }],
        "LockFor": "30.00:00:00", "Simulation": true,
        "Schedule": "0 3 * * *", "Schedules": ["every 2 hours", { "Schedule": "0 4 * * *", "Active": false, "NextExecution": "2026-12-01T03:00" }],
        "Active": false, "BlackOuts": ["22:00-06:00"], "Jitter": "00:10:00",
        "TimeZone": "Europe/Berlin",
        "Encryption": { "Passphrase": "p", "RecipientKeys": ["ops.asc", "file:hr.asc"], "Encryptor": "own" },
        "Compression": { "Algorithm": "none", "Level": 9 },
        "Success": "AtLeast:2", "StallTimeout": "00:01:00", "CleanupTimeout": "00:00:10", "HealAfterRun": false,
        "Labels": { "team": "sales" },
        "Rotation": { "Last": "unlimited,max-age=14d", "Hourly": 24, "Daily": 7, "Weekly": "unlimited", "Monthly": "disabled",
            "Quarterly": { "Limit": 8, "MaxAge": "3y", "Pick": "Oldest" }, "Yearly": 5, "TimeZone": "America/New_York", "AfterEachRun": false,
            "Profile": "standard", "WeekStart": "sunday", "DayStart": "04:00", "MinimumKeep": 3, "KeepOldestWhileShort": true,
            "FutureTolerance": "00:05:00", "GuardCount": 20, "GuardPercent": 80 }
        """;

    [Fact]
    public void Read_HostOptions_TakesEveryProperty()
    {
        BackupShOptions options = new();

        ReadWhole(HostJson, reader => BackupShOptionsReading.Read(reader, options));

        Assert.Equal(
            [
                "Instance = acme",
                "Keys.Passphrases[0] = old-1",
                "Keys.Passphrases[1] = old-2",
                "Keys.PrivateKeys[0].File = /etc/acme/ops.key",
                "Keys.PrivateKeys[0].Passphrase = unlock",
                "Keys.PrivateKeys[1].File = /etc/acme/second.key",
                "Keys.PrivateKeys[1].Passphrase = ",
                "RestorePreference[0] = nas",
                "RestorePreference[1] = offsite",
                "Scheduler.Enabled = False",
                "Scheduler.LeaseDuration = 00:02:00",
                "Scheduler.MaximumParallelRuns = 5",
                "Scheduler.NoProgressTimeout = 01:00:00",
                "Scheduler.RetryDelay = 00:00:05",
                "StoredSecretsKey = k",
            ],
            Flatten(options));
    }

    [Fact]
    public void Read_JobOptions_TakesEveryProperty()
    {
        BackupJobOptions options = new();

        ReadWhole(JobJson, reader => BackupJobOptionsReading.Read(reader, options));

        Assert.Equal(
            [
                "Active = False",
                "BlackOuts[0] = 22:00-06:00",
                "CleanupTimeout = 00:00:10",
                "Compression.Algorithm = None",
                "Compression.Level = 9",
                "Encryption.Encryptor = own",
                "Encryption.Passphrase = p",
                "Encryption.RecipientKeys[0] = /etc/acme/ops.asc",
                "Encryption.RecipientKeys[1] = /etc/acme/hr.asc",
                "HealAfterRun = False",
                "Jitter = 00:10:00",
                "Labels[team] = sales",
                "LockFor = 30.00:00:00",
                "Rotation.AfterEachRun = False",
                "Rotation.Daily = 7",
                "Rotation.DayStart = 04:00:00",
                "Rotation.FutureTolerance = 00:05:00",
                "Rotation.GuardCount = 20",
                "Rotation.GuardPercent = 80",
                "Rotation.Hourly = 24",
                "Rotation.KeepOldestWhileShort = True",
                "Rotation.Last = unlimited,max-age=14d",
                "Rotation.MinimumKeep = 3",
                "Rotation.Monthly = disabled",
                "Rotation.Profile = Standard",
                "Rotation.Quarterly = 8,max-age=3y,pick=oldest",
                "Rotation.TimeZone = America/New_York",
                "Rotation.WeekStart = Sunday",
                "Rotation.Weekly = unlimited",
                "Rotation.Yearly = 5",
                "Schedule = 0 3 * * *",
                "Schedules[0].Active = True",
                "Schedules[0].NextExecution = ",
                "Schedules[0].Schedule = every 2 hours",
                "Schedules[1].Active = False",
                "Schedules[1].NextExecution = 12/01/2026 03:00:00",
                "Schedules[1].Schedule = 0 4 * * *",
                "Simulation = True",
                "Source = shop",
                "StallTimeout = 00:01:00",
                "Storages[0].LockFor = ",
                "Storages[0].Name = nas",
                "Storages[0].Rotation.AfterEachRun = True",
                "Storages[0].Rotation.Daily = ",
                "Storages[0].Rotation.DayStart = ",
                "Storages[0].Rotation.FutureTolerance = ",
                "Storages[0].Rotation.GuardCount = ",
                "Storages[0].Rotation.GuardPercent = ",
                "Storages[0].Rotation.Hourly = ",
                "Storages[0].Rotation.KeepOldestWhileShort = ",
                "Storages[0].Rotation.Last = ",
                "Storages[0].Rotation.MinimumKeep = ",
                "Storages[0].Rotation.Monthly = ",
                "Storages[0].Rotation.Profile = ",
                "Storages[0].Rotation.Quarterly = ",
                "Storages[0].Rotation.TimeZone = ",
                "Storages[0].Rotation.WeekStart = ",
                "Storages[0].Rotation.Weekly = ",
                "Storages[0].Rotation.Yearly = ",
                "Storages[1].LockFor = 00:00:00",
                "Storages[1].Name = offsite",
                "Storages[1].Rotation.AfterEachRun = False",
                "Storages[1].Rotation.Daily = 2",
                "Storages[1].Rotation.DayStart = ",
                "Storages[1].Rotation.FutureTolerance = ",
                "Storages[1].Rotation.GuardCount = ",
                "Storages[1].Rotation.GuardPercent = ",
                "Storages[1].Rotation.Hourly = 1",
                "Storages[1].Rotation.KeepOldestWhileShort = ",
                "Storages[1].Rotation.Last = ",
                "Storages[1].Rotation.MinimumKeep = ",
                "Storages[1].Rotation.Monthly = 4",
                "Storages[1].Rotation.Profile = ",
                "Storages[1].Rotation.Quarterly = ",
                "Storages[1].Rotation.TimeZone = Asia/Tokyo",
                "Storages[1].Rotation.WeekStart = ",
                "Storages[1].Rotation.Weekly = 3",
                "Storages[1].Rotation.Yearly = unlimited",
                "Success = AtLeast:2",
                "TimeZone = Europe/Berlin",
            ],
            Flatten(options));
    }

    [Fact]
    public void Read_EmptySection_LeavesEveryDefault()
    {
        BackupJobOptions options = new();

        ReadWhole("", reader => BackupJobOptionsReading.Read(reader, options));

        Assert.Equal(Flatten(new BackupJobOptions()), Flatten(options));
        Assert.Equal(TimeSpan.FromMinutes(5), options.StallTimeout);
        Assert.Equal(TimeSpan.FromSeconds(30), options.CleanupTimeout);
        Assert.Equal(SuccessRule.All, options.Success);
        Assert.Equal((CompressionAlgorithm.Zstd, 3), (options.Compression.Algorithm, options.Compression.Level));
        Assert.True(new JobScheduleOptions().Active);
    }

    [Fact]
    public void JobValues_OfEveryProperty_ReadBackTheSame()
    {
        BackupJobOptions options = new();
        ReadWhole(JobJson, reader => BackupJobOptionsReading.Read(reader, options));

        BackupJobOptions again = new();
        OptionsScope scope = new("BackupSh");
        OptionsReader reader = new(JobValues.Section("job", JobValues.Changed(options)), scope, baseDirectory: null);
        BackupJobOptionsReading.Read(reader, again);
        reader.ReportUnknownKeys();

        Assert.Empty(scope.Faults);
        Assert.Equal(Flatten(options), Flatten(again));
    }

    private static void ReadWhole(string json, Action<OptionsReader> read)
    {
        OptionsScope scope = new("BackupSh");
        OptionsReader reader = new(SectionTree.Of(TestEngine.Section(json)), scope, "/etc/acme");
        read(reader);
        reader.ReportUnknownKeys();
        Assert.Empty(scope.Faults);
    }

    private static List<string> Flatten(object options)
    {
        List<string> lines = [];
        Flatten(options, "", lines);
        lines.Sort(StringComparer.Ordinal);
        return lines;
    }

    private static void Flatten(object? value, string path, List<string> lines)
    {
        switch (value)
        {
            case Secret secret:
                lines.Add($"{path} = {secret.Reveal()}");
                break;
            case IDictionary<string, string> map:
                lines.AddRange(map.Select(pair => $"{path}[{pair.Key}] = {pair.Value}"));
                break;
            case IList list:
                for (int i = 0; i < list.Count; i++)
                {
                    Flatten(list[i], $"{path}[{i}]", lines);
                }

                break;
            case null or string or TimeSpan or DateTime or Enum or bool or int or RotationRule or SuccessRule:
                lines.Add(string.Create(CultureInfo.InvariantCulture, $"{path} = {value}"));
                break;
            default:
                foreach (PropertyInfo property in value.GetType().GetProperties())
                {
                    Flatten(property.GetValue(value), path.Length == 0 ? property.Name : $"{path}.{property.Name}", lines);
                }

                break;
        }
    }
}
