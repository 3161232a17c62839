using BackupSh.Backups;
using BackupSh.Checks;
using BackupSh.Sources;
using BackupSh.Testing;
using BackupSh.Tests.Fixtures;

namespace BackupSh.Tests.Checks;

public sealed class EngineCheckTests
{
    [Fact]
    public async Task RunAsync_AllIsWell_PassesEverythingInOrder()
    {
        await using EngineFixture engine = new() { Job = job => job.Encryption.Passphrase = Secret.FromValue("correct horse") };

        List<CheckResult> results = await engine.CheckAsync();

        Assert.All(results, result => result.Expect(CheckStatus.Passed, null));
        Assert.Equal(
            [
                (CheckKind.Configuration, ""), (CheckKind.Source, "shop"), (CheckKind.Encryption, "job"), (CheckKind.Decryption, "job"),
                (CheckKind.StorageListing, "memory"), (CheckKind.StorageWriting, "memory"), (CheckKind.StorageClock, "memory"),
                (CheckKind.StorageClaim, "memory"), (CheckKind.StorageDeletion, "memory"),
            ],
            results.Select(result => (result.Kind, result.Subject)));
        Assert.Equal("sources: 1, storages: 1, jobs: 1", results[0].Detail);
        Assert.Equal("database 'shop'", results[1].Detail);
        Assert.Equal("openpgp: passphrase", results[2].Detail);
    }

    [Fact]
    public async Task RunAsync_FaultyConfiguration_ListsEveryFaultAndLooksNoFurther()
    {
        await using EngineFixture engine = new()
        {
            Job = job =>
            {
                job.Schedule = "never";
                job.TimeZone = "Atlantis";
            },
        };

        List<CheckResult> results = await engine.CheckAsync();

        Assert.Equal(
            [("BackupSh:Jobs:job:TimeZone", "BSH0121"), ("BackupSh:Jobs:job:Schedule", "BSH0122")],
            results.Select(result => (result.Subject, result.Error!.Code)));
        Assert.All(results, result => Assert.Equal((CheckKind.Configuration, CheckStatus.Failed), (result.Kind, result.Status)));
    }

    [Fact]
    public async Task RunAsync_JobWithoutEncryption_WarnsAtItsPath()
    {
        await using EngineFixture engine = new();

        CheckResult note = (await engine.CheckAsync())[1];

        Assert.Equal((CheckKind.Configuration, "BackupSh:Jobs:job:Encryption"), (note.Kind, note.Subject));
        note.Expect(CheckStatus.Warning, "BSH0150");
    }

    [Fact]
    public async Task RunAsync_SourceWarnsAndNamesItsTools_TellsBoth()
    {
        SourceReport report = new()
        {
            Warnings = [new BackupShError("BSH9999", "It is slow.", "Wait.")],
            ToolVersions = new Dictionary<string, string> { ["tool"] = "1.2" },
        };
        await using EngineFixture engine = new() { Source = new FakeSource { Report = report } };

        CheckResult[] results = [.. (await engine.CheckAsync()).Where(result => result.Kind == CheckKind.Source)];

        Assert.Equal("database 'fake', tool 1.2", results[0].Detail);
        results[0].Expect(CheckStatus.Passed, null);
        results[1].Expect(CheckStatus.Warning, "BSH9999");
    }

    [Fact]
    public async Task RunAsync_SourceFails_FailsItAndLooksFurther()
    {
        await using EngineFixture engine = new() { Source = new FakeSource { FailAtByte = 0 } };

        List<CheckResult> results = await engine.CheckAsync();

        Assert.Single(results, result => result.Kind == CheckKind.Source).Expect(CheckStatus.Failed, "BSH0253");
        Assert.Single(results, result => result.Kind == CheckKind.StorageWriting).Expect(CheckStatus.Passed, null);
    }

    [Fact]
    public async Task RunAsync_SourceThatCannotTell_Passes()
    {
        await using EngineFixture engine = new() { Source = new MeteredSource(new FakeSource { FailAtByte = 0 }) };

        (await engine.CheckAsync(CheckKind.Source)).Expect(CheckStatus.Passed, null);
    }

    [Fact]
    public async Task RunAsync_OneStorage_LooksAtNoOther()
    {
        await using EngineFixture engine = new();
        engine.With("memory", engine.Memory).With("attic", new InMemoryStorage(engine.Time) { Name = "attic" });

        List<CheckResult> results = await engine.CheckAsync("ATTIC");

        Assert.Equal(["attic"], results.Where(result => result.Kind != CheckKind.Configuration).Select(result => result.Subject).Distinct());
    }

    [Fact]
    public async Task RunAsync_UnknownStorage_Throws()
    {
        await using EngineFixture engine = new();

        BackupShException exception = await Assert.ThrowsAsync<BackupShException>(() => engine.CheckAsync("moon"));

        Assert.Equal("BSH0142", exception.Code);
    }

    [Fact]
    public async Task RunAsync_AfterwardsARun_FindsNothingOfTheCheck()
    {
        await using EngineFixture engine = new();
        await engine.CheckAsync();

        RunResult run = await engine.RunAsync();

        Assert.Equal(RunStatus.Succeeded, run.Status);
        Assert.Equal(2, engine.Memory.Names.Count);
    }
}
