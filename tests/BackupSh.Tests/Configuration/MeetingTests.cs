using BackupSh.Configuration;
using BackupSh.Options;
using BackupSh.Rotation;
using BackupSh.Storage;
using BackupSh.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace BackupSh.Tests.Configuration;

/// <summary>Where code and sections name the same thing.</summary>
public sealed class MeetingTests
{
    private static string Json => $$"""
        {{TestEngine.Sound}}, "Instance": "section",
        "Jobs": { "Nightly": { "Source": "shop", "Storages": ["nas"], "Rotation": { "Daily": 7, "Weekly": 4 } } }
        """;

    [Fact]
    public void AddJob_WithSection_RunsAfterTheSectionWasRead()
    {
        JobConfiguration job = TestEngine.Read(Json, builder => builder.AddJob("nightly", job =>
        {
            Assert.Equal("shop", job.Source);
            job.Storages.Add("offsite");
            job.Rotation.Daily = RotationRule.Limited(9);
        })).Jobs["nightly"];

        Assert.Equal("nightly", job.Name);
        Assert.Equal(["nas", "offsite"], job.Storages.Select(storage => storage.Name));
        Assert.Equal(RotationRule.Limited(9), job.Storages[0].Rotation[RotationTier.Daily]);
        Assert.Equal(RotationRule.Limited(4), job.Storages[0].Rotation[RotationTier.Weekly]);
    }

    [Fact]
    public void AddJob_NameOnly_IsBoundFromItsSection() =>
        Assert.Equal("shop", TestEngine.Read(Json, builder => builder.AddJob("Nightly")).Jobs["Nightly"].SourceName);

    [Fact]
    public void Configure_WithSection_CodeWins()
    {
        EngineConfiguration engine = TestEngine.Read(Json, builder => builder.Configure(options =>
        {
            Assert.Equal("section", options.Instance);
            options.Instance = "code";
            options.Keys.Passphrases.Add("old");
        }));

        Assert.Equal("code", engine.Instance);
        Assert.Single(engine.ReadingKeys.Passphrases);
    }

    [Fact]
    public void ServicesConfigure_OfTheHost_CountsAsWell() =>
        Assert.Equal("host", TestEngine.Read(Json, builder =>
            builder.Services.Configure<BackupShOptions>(options => options.Instance = "host")).Instance);

    [Fact]
    public void AddSource_WithSection_NeedsNoType()
    {
        EngineConfiguration engine = TestEngine.Read(
            """  "Sources": { "SHOP": { "Database": "section" } }  """,
            builder => builder.AddSource("shop", TestEngine.Fake, options => Assert.Equal("section", options.Database)));

        Assert.Equal("shop", Assert.Single(engine.Sources).Value.Name);
    }

    [Fact]
    public void AddSource_SectionOfAnotherType_IsRefused() =>
        Assert.Equal(
            ["BackupSh:Sources:shop:Type BSH0115"],
            TestEngine.Faults("""  "Sources": { "shop": { "Type": "Sqlite" } }  """, builder => builder.AddSource("shop", TestEngine.Fake)));

    [Fact]
    public void AddSource_SectionOfTheSameType_IsTaken() =>
        Assert.Single(TestEngine.Read("""  "Sources": { "shop": { "Type": "fake" } }  """, builder => builder.AddSource("shop", TestEngine.Fake)).Sources);

    [Fact]
    public void AddStorage_OfTheHost_TakesNoOptionsFromItsSection() =>
        Assert.Equal(
            ["BackupSh:Storages:own:Directory BSH0102"],
            TestEngine.Faults("""  "Storages": { "own": { "Directory": "x" } }  """, builder => builder.AddStorage("own", _ => new InMemoryStorage())));

    [Fact]
    public void AddBackupSh_SeveralSections_AddUp()
    {
        EngineConfiguration engine = TestEngine.Read(Json, builder => builder.Services
            .AddBackupSh(TestEngine.Section(
                """
                "Storages": { "extra": { "Type": "Memory" } }, "Keys": { "Passphrases": ["old"] },
                "Jobs": { "weekly": { "Source": "shop", "Storages": ["extra"] } }
                """,
                "Extra"))
            .AddJob("monthly", job => (job.Source, job.Storages) = ("shop", ["offsite"])));

        Assert.Equal(["monthly", "Nightly", "weekly"], engine.Jobs.Keys.Order(StringComparer.OrdinalIgnoreCase));
        Assert.Single(engine.ReadingKeys.Passphrases);
    }

    [Fact]
    public void AddBackupSh_TwoSectionsWithOneName_AreRefused() =>
        Assert.Equal(
            ["Extra:Instance BSH0111", "Extra:Storages:NAS BSH0111"],
            TestEngine.Faults(Json, builder => builder.Services.AddBackupSh(TestEngine.Section(
                """  "Instance": "extra", "Storages": { "NAS": { "Type": "Nonsense" } }  """, "Extra"))));

    [Fact]
    public void AddBackupSh_TheSameSectionTwice_IsOnce() =>
        Assert.Single(TestEngine.Read(Json, builder => builder.Services.AddBackupSh(TestEngine.Section(Json))).Jobs);

    [Fact]
    public void AddBackupSh_SectionsInTwoFolders_CountTheirPathsFromTheirOwn()
    {
        EngineConfiguration engine = TestEngine.Read(
            """  "Storages": { "a": { "Type": "FileSystem", "Directory": "backups" } }  """,
            builder => builder.Services.AddBackupSh(
                TestEngine.Section("""  "Storages": { "b": { "Type": "FileSystem", "Directory": "backups" } }  """, "Extra"), "/srv/two"),
            "/srv/one");

        Assert.All(engine.Storages.Values, storage => Assert.Equal("local", storage.InfoName));
        using ServiceProvider none = new ServiceCollection().BuildServiceProvider();
        Assert.IsAssignableFrom<IBackupStorage>(engine.Storages["b"].Binding.Create(none));
    }
}
