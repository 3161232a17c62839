using BackupSh.Configuration;
using BackupSh.Options;
using BackupSh.Rotation;
using BackupSh.Testing;
using BackupSh.Tests.Restore;
using BackupSh.TestSupport;
using Cronos;
using Microsoft.Extensions.DependencyInjection;

namespace BackupSh.Tests.Configuration;

public sealed class EngineConfigurationTests
{
    [Fact]
    public void Read_WholeJob_FreezesEveryValue()
    {
        EngineConfiguration engine = TestEngine.Read($$"""
            {{TestEngine.Sound}}, "Jobs": { "nightly": {
                "Source": "shop", "Storages": ["nas", { "Name": "offsite", "Rotation": { "Yearly": 3, "TimeZone": "Asia/Tokyo", "AfterEachRun": false } }],
                "Schedule": "0 3 * * *", "Schedules": [{ "Schedule": "every 2 weeks", "Active": false }], "TimeZone": "Europe/Berlin",
                "Encryption": { "Passphrase": "p" }, "Compression": { "Level": 9 }, "Success": "Primary",
                "StallTimeout": "00:01:00", "CleanupTimeout": "00:00:10", "Labels": { "team": "sales" }, "Rotation": { "Daily": 7 } } }
            """);

        JobConfiguration job = engine.Jobs["NIGHTLY"];
        Assert.Equal(("nightly", "shop"), (job.Name, job.SourceName));
        Assert.Equal(
            [
                new JobStorage("nas", Policy("Europe/Berlin", RotationTier.Daily, RotationRule.Limited(7)), RotatesAfterRun: true),
                new JobStorage("offsite", Policy("Asia/Tokyo", RotationTier.Yearly, RotationRule.Limited(3)), RotatesAfterRun: false),
            ],
            job.Storages);
        Assert.Equal(SuccessRule.Primary, job.Success);
        Assert.Equal(new CompressionSettings(CompressionAlgorithm.Zstd, 9), job.Compression);
        Assert.Equal("p", job.Encryption?.Passphrase?.Reveal());
        Assert.Equal("sales", Assert.Single(job.Labels).Value);
        Assert.Equal((TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(10)), (job.StallTimeout, job.CleanupTimeout));
        Assert.Equal("Europe/Berlin", job.TimeZone.Id);
        Assert.Equal(
            [
                new JobSchedule("0 3 * * *", true, CronExpression.Parse("0 3 * * *"), 0, default),
                new JobSchedule("every 2 weeks", false, Cron: null, 2, ScheduleUnit.Week),
            ],
            job.Schedules);
    }

    [Fact]
    public void Read_SmallestJob_HasTheDefaults()
    {
        JobConfiguration job = TestEngine.Read(
            $$"""  {{TestEngine.Sound}}, "Jobs": { "nightly": { "Source": "shop", "Storages": "nas" } }  """).Jobs["nightly"];

        Assert.Equal([new JobStorage("nas", RotationPolicy.KeepEverything, RotatesAfterRun: true)], job.Storages);
        Assert.Null(job.Encryption);
        Assert.Empty(job.Schedules);
        Assert.Equal(TimeZoneInfo.Utc, job.TimeZone);
        Assert.Equal(new CompressionSettings(CompressionAlgorithm.Zstd, 3), job.Compression);
    }

    [Fact]
    public void Read_JobThatDoesNotRotateAfterRuns_HoldsForEachStorage() =>
        Assert.All(
            TestEngine.Read($$"""
                {{TestEngine.Sound}}, "Jobs": { "nightly": { "Source": "shop", "Rotation": { "Daily": 7, "AfterEachRun": false },
                    "Storages": ["nas", { "Name": "offsite", "Rotation": { "Daily": 8 } }] } }
                """).Jobs["nightly"].Storages,
            storage => Assert.False(storage.RotatesAfterRun));

    [Fact]
    public void Read_Components_KnowTheirTypesAndInfoNames()
    {
        EngineConfiguration engine = TestEngine.Read(TestEngine.Sound, builder => builder.AddStorage("own", _ => new InMemoryStorage()));

        Assert.Equal(("shop", "Fake", "fake"), (engine.Sources["SHOP"].Name, engine.Sources["shop"].TypeName, engine.Sources["shop"].InfoName));
        Assert.Equal(("Memory", "memory"), (engine.Storages["nas"].TypeName, engine.Storages["nas"].InfoName));
        Assert.Equal("own", engine.Storages["own"].InfoName);
        Assert.Same(TestEngine.Fake, engine.SourceTypes["fake"]);
    }

    [Fact]
    public void Read_HostOptions_FreezesEveryValue()
    {
        EngineConfiguration engine = TestEngine.Read($$"""
            {{TestEngine.Sound}}, "Instance": "acme", "RestorePreference": ["OFFSITE"], "Keys": { "Passphrases": ["new", "old"] }
            """);

        Assert.Equal("acme", engine.Instance);
        Assert.Equal(["offsite", "nas"], engine.RestorePreference);
        Assert.Equal(["new", "old"], engine.ReadingKeys.Passphrases.Select(secret => secret.Reveal()));
        Assert.Empty(engine.ReadingKeys.PrivateKeys);
    }

    [Fact]
    public void Read_NothingNamed_HasTheNameOfTheStartedProgram()
    {
        EngineConfiguration engine = TestEngine.Read(json: null);

        Assert.Equal(System.Reflection.Assembly.GetEntryAssembly()!.GetName().Name, engine.Instance);
        Assert.Empty(engine.Jobs);
    }

    [Fact]
    public async Task Read_KeysOfGpg_AreTaken()
    {
        string gpg = RequiredTool.Find("gpg");
        using TempDirectory folder = new();
        using TempDirectory home = new();
        string[] common = ["--faked-system-time", Gpg.Made, "--homedir", home.Path, "--batch", "--pinentry-mode", "loopback", "--passphrase", ""];
        foreach (string[] arguments in (string[][])
            [
                ["--quick-generate-key", "ops@example.org", "future-default", "default", "never"],
                ["--output", folder.File("ops.asc"), "--export", "ops@example.org"],
                ["--output", folder.File("ops.key"), "--export-secret-keys", "ops@example.org"],
            ])
        {
            Shell.Result result = await Shell.RunAsync(gpg, [.. common, .. arguments], cancellationToken: TestContext.Current.CancellationToken);
            Assert.True(result.ExitCode == 0, result.Error);
        }

        EngineConfiguration engine = TestEngine.Read(
            $$"""
            {{TestEngine.Sound}}, "Keys": { "PrivateKeys": ["ops.key"] },
            "Jobs": { "nightly": { "Source": "shop", "Storages": "nas", "Encryption": { "RecipientKeys": ["ops.asc"] } } }
            """,
            baseDirectory: folder.Path);

        Assert.Equal([folder.File("ops.asc")], engine.Jobs["nightly"].Encryption?.RecipientKeyFiles);
        Assert.Equal(folder.File("ops.key"), Assert.Single(engine.ReadingKeys.PrivateKeys).File);
    }

    private static RotationPolicy Policy(string zone, RotationTier tier, RotationRule rule) =>
        new(new Dictionary<RotationTier, RotationRule> { [tier] = rule }, TimeZoneInfo.FindSystemTimeZoneById(zone));
}
