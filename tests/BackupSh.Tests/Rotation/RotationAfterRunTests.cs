using BackupSh.Backups;
using BackupSh.Events;
using BackupSh.Rotation;
using BackupSh.Storage;
using BackupSh.Testing;
using BackupSh.Tests.Fixtures;

namespace BackupSh.Tests.Rotation;

/// <summary>When a run rotates, and what a rotation must not do to the run.</summary>
public sealed class RotationAfterRunTests : IAsyncDisposable
{
    private readonly EngineFixture _engine = Seed.Engine();
    private readonly FaultyStorage _storage;

    public RotationAfterRunTests()
    {
        _storage = new FaultyStorage(_engine.Memory);
        _engine.With("memory", _storage);
        _engine.Job = job => job.Rotation.Daily = RotationRule.Limited(2);
        for (int days = 1; days <= 4; days++)
        {
            _engine.Memory.PutBackup(days);
        }
    }

    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    [Fact]
    public async Task RunAsync_Clean_RotatesAndKeepsTheNewBackup()
    {
        StorageOutcome outcome = await RunAsync();

        Assert.Equal([Seed.Name(4).ToString(), Seed.Name(3).ToString(), Seed.Name(2).ToString()], outcome.Rotation!.Deleted);
        Assert.Equal([Seed.Name(0), Seed.Name(1)], (await _engine.ListAsync()).Select(entry => entry.Name));
    }

    [Fact]
    public async Task RunAsync_RotationSwitchedOff_MakesTheBackupAndDeletesNothing()
    {
        _engine.Job = job =>
        {
            job.Rotation.Daily = RotationRule.Limited(1);
            job.Rotation.AfterEachRun = false;
        };

        Assert.Null((await RunAsync()).Rotation);
        Assert.Equal(5, (await _engine.ListAsync()).Count);
    }

    [Fact]
    public async Task RunAsync_WithoutRotation_DeletesNothing()
    {
        _engine.Job = _ => { };

        Assert.Null((await RunAsync()).Rotation);
        Assert.Equal(5, (await _engine.ListAsync()).Count);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(-301)]
    public async Task RunAsync_ClocksDiffer_MakesTheBackupWarnsAndDoesNotRotate(int seconds)
    {
        _storage.On(StorageOperation.Upload).LieAboutObjects(stored => stored with { LastModified = stored.LastModified.AddSeconds(seconds) });

        StorageOutcome outcome = await RunAsync();

        Assert.True(outcome.IsCommitted);
        Assert.Equal("BSH0516", Assert.Single(outcome.Warnings).Code);
        Assert.Null(outcome.Rotation);
        Assert.Equal(5, (await _engine.ListAsync()).Count);
    }

    [Theory]
    [InlineData(299)]
    [InlineData(-299)]
    public async Task RunAsync_ClocksDifferALittle_Rotates(int seconds)
    {
        _storage.On(StorageOperation.Upload).LieAboutObjects(stored => stored with { LastModified = stored.LastModified.AddSeconds(seconds) });

        Assert.Equal(3, (await RunAsync()).Rotation!.Deleted.Count);
    }

    [Fact]
    public async Task RunAsync_ListingWithoutTheNewBackup_DeletesNothing()
    {
        // The listing of the whole series is an old one; that of the new backup's name alone is not.
        _storage.On(StorageOperation.List).Named("shop.").LieAboutObjects(stored => IsNew(stored.Name) ? null : stored);

        StorageOutcome outcome = await RunAsync();

        Assert.True(outcome.IsCommitted);
        Assert.Equal("BSH0532", outcome.Rotation!.Error?.Code);
        Assert.Equal(5, CountInfos());
    }

    [Fact]
    public async Task RunAsync_ListingCutShort_DeletesNothing()
    {
        _storage.On(StorageOperation.List).Named("shop.").AtEntry(0).Truncate();

        Assert.Equal("BSH0532", (await RunAsync()).Rotation!.Error?.Code);
        Assert.Equal(5, CountInfos());
    }

    [Fact]
    public async Task RunAsync_RotationFails_SucceedsAndTellsIt()
    {
        string oldest = Seed.Name(4).File("info");
        _storage.On(StorageOperation.Delete).Named(oldest).Fail();

        StorageOutcome outcome = await RunAsync();

        Assert.True(outcome.IsCommitted);
        Assert.Equal("BSH0250", outcome.Rotation!.Error?.Code);
        Assert.StartsWith("BSH0250", _engine.Observer.Events.OfType<RotationEnded>().Single().Error, StringComparison.Ordinal);
        Assert.Equal("Succeeded", _engine.Observer.Events.OfType<RunEnded>().Single().Status);
    }

    [Fact]
    public async Task RunAsync_SourceFails_DoesNotRotate()
    {
        _engine.Source = new FakeSource { FailAtByte = 10 };

        RunResult result = await _engine.RunAsync();

        Assert.Equal(RunStatus.Failed, result.Status);
        Assert.Equal(4, CountInfos());
        Assert.DoesNotContain(_engine.Observer.Events, happened => happened is RotationEnded);
    }

    [Fact]
    public async Task RunAsync_OneStorageFails_DoesNotRotateTheOther()
    {
        _engine.With("far", new FaultyStorage(new InMemoryStorage()).On(StorageOperation.Upload).Fail());

        RunResult result = await _engine.RunAsync();

        Assert.Equal(RunStatus.PartiallySucceeded, result.Status);
        Assert.Equal(5, CountInfos());
    }

    [Fact]
    public async Task RunAsync_Claims_SweepsTheStaleOnesOfItsDatabaseOnly()
    {
        string stale = Seed.Name(7).File("claim");
        string young = Seed.Name(6).File("claim");
        string other = Seed.Name(7, "shop.eu").File("claim");
        _engine.Memory.PutText(stale, "run", EngineFixture.Start.AddDays(-1));
        _engine.Memory.PutText(young, "run", EngineFixture.Start.AddDays(-1).AddSeconds(1));
        _engine.Memory.PutText(other, "run", EngineFixture.Start.AddDays(-9));

        await RunAsync();

        Assert.False(_engine.Memory.Contains(stale));
        Assert.True(_engine.Memory.Contains(young));
        Assert.True(_engine.Memory.Contains(other));
    }

    [Fact]
    public async Task RunAsync_StaleClaimCannotBeSwept_SucceedsAndLogsIt()
    {
        string stale = Seed.Name(7).File("claim");
        _engine.Memory.PutText(stale, "run", EngineFixture.Start.AddDays(-1));
        _storage.On(StorageOperation.Delete).Named(stale).LieAboutOutcomes(outcome => outcome with { Status = DeleteStatus.Failed });

        Assert.Null((await RunAsync()).Rotation!.Error);
        Assert.Contains(_engine.Logs.GetSnapshot(), record => record.Message.Contains("stale claims", StringComparison.Ordinal));
    }

    private static bool IsNew(string name) => name.StartsWith(Seed.Name(0).ToString(), StringComparison.Ordinal);

    private int CountInfos() => _engine.Memory.Names.Count(name => name.EndsWith(".info", StringComparison.Ordinal));

    private async Task<StorageOutcome> RunAsync()
    {
        RunResult result = await _engine.RunAsync();
        result.EnsureSucceeded();
        return result.Backups[0].Outcomes[0];
    }
}
