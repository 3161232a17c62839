using BackupSh.Catalog;
using BackupSh.Storage;
using BackupSh.Testing;
using BackupSh.Tests.Fixtures;
using Microsoft.Extensions.Logging;

namespace BackupSh.Tests.Catalog;

/// <summary>Which backup a reference means.</summary>
public sealed class LatestTests
{
    private readonly InMemoryStorage _near = new() { Name = "near" };
    private readonly InMemoryStorage _far = new() { Name = "far" };

    [Fact]
    public async Task Latest_NewestInAnotherStorage_IsTaken()
    {
        _near.PutBackup(2);
        BackupName newest = _far.PutBackup(1);
        await using EngineFixture engine = Engine();

        Assert.Equal((newest, "far"), await FindAsync(engine, "latest:shop"));
    }

    [Fact]
    public async Task Latest_NewestNotUsable_TakesTheNewestUsableOverAllStorages()
    {
        _near.PutBackup(1, with: details => details with { ArchiveBytes = 5 });
        _near.PutBackup(4);
        _far.PutBackup(2);
        await using EngineFixture engine = Engine();

        Assert.Equal((Seed.Name(2), "far"), await FindAsync(engine, "latest:shop"));
    }

    [Fact]
    public async Task Latest_OtherSources_AreNotTaken()
    {
        _near.PutBackup(1, "till", details => details with { Source = "till" });
        BackupName ours = _near.PutBackup(2);
        await using EngineFixture engine = Engine();

        Assert.Equal((ours, "near"), await FindAsync(engine, "latest:shop"));
    }

    [Fact]
    public async Task Latest_ManyBackups_ReadsNoMoreInfoFilesThanItNeeds()
    {
        for (int days = 1; days <= 200; days++)
        {
            _near.PutBackup(days);
        }

        FaultyStorage watched = new(_near);
        await using EngineFixture engine = Seed.Engine().With("near", watched);

        Assert.Equal((Seed.Name(1), "near"), await FindAsync(engine, "latest:shop"));
        Assert.InRange(watched.Calls.Count(call => call.Operation == StorageOperation.OpenRead && call.Names[0].EndsWith("info", StringComparison.Ordinal)), 1, 16);
    }

    [Fact]
    public async Task Latest_OneStorageFails_TakesWhatThereIsAndLogsWhichWasNotAsked()
    {
        BackupName known = _near.PutBackup(2);
        FaultyStorage broken = new FaultyStorage(_far).On(StorageOperation.List).Fail();
        await using EngineFixture engine = Seed.Engine().With("near", _near).With("far", broken);

        Assert.Equal((known, "near"), await FindAsync(engine, "latest:shop"));
        Assert.Contains(engine.Logs.GetSnapshot(), record => record.Level == LogLevel.Warning && record.Message.Contains("'far'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Latest_NothingFoundAndAStorageFails_ThrowsItsFailure()
    {
        FaultyStorage broken = new FaultyStorage(_far).On(StorageOperation.List).Fail();
        await using EngineFixture engine = Seed.Engine().With("near", _near).With("far", broken);

        await Assert.ThrowsAsync<StorageException>(() => FindAsync(engine, "latest:shop"));
    }

    [Fact]
    public async Task Latest_NoBackup_SaysSo()
    {
        await using EngineFixture engine = Engine();

        Assert.Equal("BSH0542", (await Assert.ThrowsAsync<BackupShException>(() => FindAsync(engine, "latest:shop"))).Code);
    }

    [Fact]
    public async Task Name_OnlyDamaged_SaysWhyItCannotBeUsed()
    {
        BackupName name = _near.PutBackup(1, with: details => details with { ArchiveBytes = 5 });
        await using EngineFixture engine = Engine();

        BackupShException exception = await Assert.ThrowsAsync<BackupShException>(() => FindAsync(engine, name.ToString()));

        Assert.Equal("BSH0543", exception.Code);
        Assert.Contains("Damaged", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Name_WrittenByANewerVersion_CannotBeUsed()
    {
        BackupName name = _near.PutBackup(1, with: details => details with { Format = 9, MinimumReader = 9 });
        await using EngineFixture engine = Engine();

        Assert.Equal("BSH0543", (await Assert.ThrowsAsync<BackupShException>(() => FindAsync(engine, name.ToString()))).Code);
    }

    [Fact]
    public async Task Name_AnotherArchiveBesideIt_IsUsedAllTheSame()
    {
        BackupName name = _near.PutBackup(1);
        _near.PutText(name.File("zip"), "another archive");
        await using EngineFixture engine = Engine();

        Assert.Equal((name, "near"), await FindAsync(engine, name.ToString()));
    }

    [Theory]
    [InlineData("latest:")]
    [InlineData("shop")]
    [InlineData("shop.2026-11-24_03-00-00.zip")]
    [InlineData("../shop.2026-11-24_03-00-00")]
    public async Task Name_ThatIsNone_SaysWhatIsExpected(string reference)
    {
        await using EngineFixture engine = Engine();

        Assert.Equal("BSH0544", (await Assert.ThrowsAsync<BackupShException>(() => FindAsync(engine, reference))).Code);
    }

    [Fact]
    public async Task FindAsync_TwoHostsGaveOneName_DoesNotMixTheirBackups()
    {
        BackupName name = _near.PutBackup(1, with: details => details with { RunId = "theirs" });
        _far.PutBackup(1, with: details => details with { RunId = "ours" });
        await using EngineFixture engine = Engine();

        BackupEntry only = Assert.Single(await engine.Catalog.FindAsync(name.ToString(), null, TestContext.Current.CancellationToken));
        BackupEntry other = Assert.Single(await engine.Catalog.FindAsync(name.ToString(), "near", TestContext.Current.CancellationToken));

        Assert.Equal("ours", only.Info.Details!.RunId);
        Assert.Equal("theirs", other.Info.Details!.RunId);
    }

    private EngineFixture Engine() => Seed.Engine().With("near", _near).With("far", _far);

    private static async Task<(BackupName Name, string Storage)> FindAsync(EngineFixture engine, string reference)
    {
        using MemoryStream content = new();
        BackupEntry entry = await engine.Restorer.DownloadAsync(reference, content, cancellationToken: TestContext.Current.CancellationToken);
        return (entry.Name, entry.Storage);
    }
}
