using BackupSh.Catalog;
using BackupSh.Catalog.History;
using BackupSh.Catalog.Sync;
using BackupSh.Rotation;
using BackupSh.Testing;
using BackupSh.Tests.Fixtures;

namespace BackupSh.Tests.Catalog.Sync;

public sealed class ReplicaHealingTests : IAsyncDisposable
{
    private readonly InMemoryStorage _near = new() { Name = "near" };
    private readonly InMemoryStorage _far = new() { Name = "far" };
    private readonly FaultyStorage _faultyFar;
    private readonly FaultyStorage _faultyNear;
    private readonly EngineFixture _engine;

    public ReplicaHealingTests()
    {
        (_faultyNear, _faultyFar) = (new FaultyStorage(_near), new FaultyStorage(_far));
        _engine = Seed.Engine().With("near", _faultyNear).With("far", _faultyFar);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SyncAsync_StorageMissedARun_GetsTheCiphertextAndTheInfoFile()
    {
        _faultyFar.On(StorageOperation.Upload).Fail();
        string backup = (await _engine.RunAsync()).Backups[0].Name!;
        _faultyFar.Heal();

        SyncResult far = await SyncAsync("far");

        Assert.Equal(new HealOutcome(backup, "near", null), Assert.Single(far.Healed));
        Assert.Equal(1, far.Backups);
        Assert.Equal(_near.Names, _far.Names);
        string archive = _near.Names.Single(name => !name.EndsWith(".info", StringComparison.Ordinal));
        Assert.Equal(_near.GetContent(archive), _far.GetContent(archive));
        Assert.Equal(2, (await _engine.ListAsync()).Count(entry => entry.Health == BackupHealth.Complete));
        Assert.Empty((await SyncAsync("far")).Healed);
    }

    [Fact]
    public async Task SyncAsync_ReplicaIsAnotherThanItsInfoFileSays_LeavesNothing()
    {
        BackupName name = _near.PutBackup(1);
        _near.Put(Seed.Archive(name), [.. _near.GetContent(Seed.Archive(name)).Reverse()]); // the same size

        HealOutcome outcome = Assert.Single((await SyncAsync("far")).Healed);

        Assert.Equal("BSH0601", outcome.Error?.Code);
        Assert.Empty(_far.Names);
    }

    [Fact]
    public async Task SyncAsync_UploadOrInfoFileFails_IsTheOutcomeAndLeavesNothing()
    {
        BackupName name = _near.PutBackup(1);
        _faultyFar.On(StorageOperation.Upload).Named(name.File("info")).Fail();

        Assert.NotNull(Assert.Single((await SyncAsync("far")).Healed).Error);
        Assert.Empty(_far.Names);
        _faultyFar.Heal();

        Assert.Null(Assert.Single((await SyncAsync("far")).Healed).Error);
        Assert.Equal(_near.Names, _far.Names);
    }

    [Fact]
    public async Task SyncAsync_Copies_ClaimsThenArchiveThenInfoFile()
    {
        BackupName name = _near.PutBackup(1);
        _near.PutText("notes.txt", "not ours");

        await SyncAsync("far");

        Assert.Equal(
            [name.File("claim"), Seed.Archive(name), name.File("info")],
            _faultyFar.Calls.Where(call => call.Operation == StorageOperation.Upload).Select(call => call.Names[0]));
        Assert.Equal([Seed.Archive(name), name.File("info")], _far.Names);
        Assert.Equal(["notes.txt"], _near.Names.Except(_far.Names));
    }

    [Fact]
    public async Task SyncAsync_SomebodyClaimsTheNameMeanwhile_LeavesItToThem()
    {
        BackupName name = _near.PutBackup(1);
        await using EngineFixture engine = Seed.Engine().With("near", _near)
            .With("far", new CallbackStorage(_far) { BeforeUpload = _ => _far.PutText(name.File("claim"), "another run's") });

        SyncResult far = (await engine.Get<CatalogSync>().SyncAsync(cancellationToken: Token)).Single(result => result.Storage == "far");

        Assert.NotNull(Assert.Single(far.Healed).Error);
        Assert.Equal([name.File("claim")], _far.Names);
        Assert.Equal("another run's"u8, _far.GetContent(name.File("claim")));
    }

    [Fact]
    public async Task SyncAsync_CopyWasDeleted_StaysDeleted()
    {
        BackupName name = _near.PutBackup(1);
        await SyncAsync("far");
        await _engine.Catalog.DeleteAsync("far", name.ToString(), Token);

        SyncResult far = await SyncAsync("far");

        Assert.Empty(far.Healed);
        Assert.Empty(_far.Names);
    }

    [Fact]
    public async Task SyncAsync_RotationWouldDeleteItAtOnce_IsNotCopied()
    {
        _engine.Job = job => job.Rotation.Daily = RotationRule.Limited(2);
        BackupName[] names = [.. Enumerable.Range(1, 4).Select(day => _near.PutBackup(day))];

        SyncResult far = await SyncAsync("far");

        Assert.Equal(names.Take(2).Select(name => name.ToString()), far.Healed.Select(healed => healed.Backup));
    }

    [Theory]
    [InlineData("another instance")]
    [InlineData("another job")]
    [InlineData("a newer format")]
    [InlineData("the modules")]
    public async Task SyncAsync_NotThisJobsOwn_IsNotCopied(string whose)
    {
        if (whose == "the modules")
        {
            _near.PutModulesBackup(1);
        }
        else
        {
            _near.PutBackup(1, with: details => whose switch
            {
                "another instance" => details with { Instance = "other" },
                "another job" => details with { Job = "other" },
                _ => details with { MinimumReader = 99 },
            });
        }

        Assert.Empty((await SyncAsync("far")).Healed);
        Assert.Empty(_far.Names);
    }

    [Fact]
    public async Task SyncAsync_SomethingLiesUnderTheName_OverwritesNothing()
    {
        BackupName name = _near.PutBackup(1);
        _far.Put(Seed.Archive(name), [1, 2, 3]);

        Assert.Empty((await SyncAsync("far")).Healed);
        Assert.Equal([1, 2, 3], _far.GetContent(Seed.Archive(name)));
    }

    [Theory]
    [InlineData("no heal")]
    [InlineData("one storage")]
    [InlineData("listing failed")]
    public async Task SyncAsync_NotAskedTo_CopiesNothing(string why)
    {
        _near.PutBackup(1);
        SyncOptions options = why switch
        {
            "no heal" => new() { Heal = false },
            "one storage" => new() { Storage = "far" },
            _ => new(),
        };
        if (why == "listing failed")
        {
            _faultyFar.On(StorageOperation.List).Fail();
        }

        IReadOnlyList<SyncResult> results = await _engine.Get<CatalogSync>().SyncAsync(options, Token);

        Assert.All(results, result => Assert.Empty(result.Healed));
        Assert.Empty(_far.Names);
    }

    [Fact]
    public async Task SyncAsync_Copied_StandsInTheAuditTrail()
    {
        BackupName name = _near.PutBackup(1);

        await SyncAsync("far");

        AuditEntry entry = Assert.Single(await _engine.Get<BackupHistory>().ListAuditAsync(cancellationToken: Token).ToListAsync(Token));
        Assert.Equal((AuditAct.Heal, AuditOutcome.Done, "far", "job"), (entry.Act, entry.Outcome, entry.Storage, entry.Job));
        Assert.Equal([name.ToString()], entry.Names);
    }

    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    private async Task<SyncResult> SyncAsync(string storage) =>
        (await _engine.Get<CatalogSync>().SyncAsync(cancellationToken: Token)).Single(result => result.Storage == storage);
}
