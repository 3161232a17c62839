using BackupSh.Backups;
using BackupSh.Catalog;
using BackupSh.Events;
using BackupSh.Rotation;
using BackupSh.Testing;
using BackupSh.Tests.Fixtures;

namespace BackupSh.Tests.Rotation;

/// <summary>A plan is carried out in the right order, on what stands now, and never further than is safe.</summary>
public sealed class RotationExecutionTests : IAsyncDisposable
{
    private readonly EngineFixture _engine = new() { Job = job => job.Rotation.Daily = RotationRule.Limited(1) };
    private readonly FaultyStorage _storage;

    public RotationExecutionTests()
    {
        _storage = new FaultyStorage(_engine.Memory);
        _engine.With("memory", _storage);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    [Fact]
    public async Task RotateAsync_SeveralToDelete_OldestFirstInfoBeforeArchive()
    {
        await MakeDaysAsync(3);
        int before = _storage.Calls.Count;

        RotationResult result = await RotateAsync();

        Assert.Equal(["shop.2026-11-24_03-00-00", "shop.2026-11-25_03-00-00"], result.Deleted);
        Assert.Equal(
            ["Delete " + Info(24), "Delete " + Archive(24), "Delete " + Info(25), "Delete " + Archive(25)],
            _storage.Calls.Skip(before).Where(call => call.Operation == StorageOperation.Delete).Select(call => call.ToString()));
        Assert.Equal([Archive(26), Info(26)], _engine.Memory.Names);
    }

    [Fact]
    public async Task RotateAsync_Again_DeletesNothingMore()
    {
        await MakeDaysAsync(3);
        await RotateAsync();

        RotationResult again = await RotateAsync();

        Assert.Empty(again.Deleted);
        Assert.Null(again.Error);
    }

    [Fact]
    public async Task RotateAsync_DryRun_DeletesNothingAndTellsThePlan()
    {
        await MakeDaysAsync(3);

        RotationResult result = await RotateAsync(dryRun: true);

        Assert.Equal(2, result.Plan!.Delete.Count);
        Assert.Empty(result.Deleted);
        Assert.Equal(6, _engine.Memory.Names.Count);
        Assert.Empty(_engine.Observer.Events.OfType<RotationEnded>());
    }

    [Fact]
    public async Task RotateAsync_NewestVanishesAfterThePlan_StopsBeforeTheNextDeletion()
    {
        await MakeDaysAsync(3);
        _storage.On(StorageOperation.Delete).Named(Archive(24)).LieAboutOutcomes(outcome =>
        {
            _engine.Memory.Remove(Archive(26));
            return outcome;
        });

        RotationResult result = await RotateAsync();

        Assert.Equal("BSH0530", result.Error!.Code);
        Assert.Equal(["shop.2026-11-24_03-00-00"], result.Deleted);
        Assert.Contains(Archive(25), _engine.Memory.Names);
    }

    [Fact]
    public async Task RotateAsync_BackupOfTheFutureStands_DoesNotStandForTheNewest()
    {
        await MakeDaysAsync(3);
        await MakeAtAsync(EngineFixture.Start.AddYears(1), "shop");
        _storage.On(StorageOperation.Delete).Named(Archive(24)).LieAboutOutcomes(outcome =>
        {
            _engine.Memory.Remove(Info(26));
            return outcome;
        });

        RotationResult result = await RotateAsync();

        Assert.Equal("BSH0530", result.Error!.Code);
        Assert.Contains(Archive(25), _engine.Memory.Names);
    }

    [Fact]
    public async Task RotateAsync_PinIsPutAfterThePlan_IsRespected()
    {
        await MakeDaysAsync(3);
        PinDuringRotation(null);

        RotationResult result = await RotateAsync();

        Assert.Equal(["shop.2026-11-24_03-00-00"], result.Deleted);
        Assert.Contains(Info(25), _engine.Memory.Names);
    }

    [Fact]
    public async Task RotateAsync_EndedPinIsRenewedAfterThePlan_IsRespected()
    {
        await MakeDaysAsync(3);
        _engine.Memory.Put(Pin(25), BackupPinFile.Write(new BackupPin("audit", EngineFixture.Start, "me")));
        PinDuringRotation(EngineFixture.Start.AddYears(1));

        RotationResult result = await RotateAsync();

        Assert.Equal(["shop.2026-11-24_03-00-00"], result.Deleted);
        Assert.Contains(Info(25), _engine.Memory.Names);
    }

    [Fact]
    public async Task RotateAsync_PinHasEnded_DeletesBackupAndPin()
    {
        await MakeDaysAsync(2);
        _engine.Memory.Put(Pin(24), BackupPinFile.Write(new BackupPin("audit", EngineFixture.Start, "me")));

        RotationResult result = await RotateAsync();

        Assert.Single(result.Deleted);
        Assert.Equal([Archive(25), Info(25)], _engine.Memory.Names);
    }

    [Fact]
    public async Task RotateAsync_PinCannotBeRead_StillPins()
    {
        await MakeDaysAsync(2);
        _engine.Memory.Put(Pin(24), [0, 1, 2]);

        Assert.Empty((await RotateAsync()).Deleted);
    }

    [Fact]
    public async Task RotateAsync_AnotherInstancesBackups_AreNotTouchedAndDoNotCount()
    {
        await MakeDaysAsync(2);
        await MakeAtAsync(EngineFixture.Start.AddDays(5), "shop", instance: "another");

        RotationResult result = await RotateAsync();

        Assert.Equal(["shop.2026-11-24_03-00-00"], result.Deleted);
        Assert.Contains(_engine.Memory.Names, name => name.StartsWith("shop.2026-11-29", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RotateAsync_SeriesWhoseNameBeginsAlike_IsNotTouched()
    {
        await MakeDaysAsync(2);
        await MakeAtAsync(EngineFixture.Start.AddDays(-9), "shop.2026-01-01_00-00-00");
        await MakeAtAsync(EngineFixture.Start.AddDays(-9), "shop.eu");

        await RotateAsync();

        Assert.Equal(6, _engine.Memory.Names.Count);
    }

    [Fact]
    public async Task RotateAsync_BackupsOfTheModules_AreRotatedAsOurs()
    {
        await MakeDaysAsync(1);
        foreach (string extension in new[] { "zip", "zip.enc" })
        {
            BackupName name = BackupName.Create("shop", EngineFixture.Start.AddDays(extension == "zip" ? -1 : -2));
            _engine.Memory.Put(name.File(extension), [1, 2, 3]);
            _engine.Memory.Put(name.File("info"), BackupInfoFile.Write(new BackupInfo { Name = name, Encrypted = extension != "zip", SizeMebibytes = 1, StorageService = "awkhad_backup_sh" }));
        }

        RotationResult result = await RotateAsync();

        Assert.Equal(["shop.2026-11-22_03-00-00", "shop.2026-11-23_03-00-00"], result.Deleted);
        Assert.Equal([Archive(24), Info(24)], _engine.Memory.Names);
    }

    [Fact]
    public async Task RotateAsync_StorageKeepsThemLocked_TellsThemAsRetained()
    {
        await MakeDaysAsync(2);
        _engine.Memory.AllowsDelete = false;

        RotationResult result = await RotateAsync();

        Assert.Equal(["shop.2026-11-24_03-00-00"], result.Retained);
        Assert.Empty(result.Deleted);
        Assert.Null(result.Error);
        Assert.Equal(4, _engine.Memory.Names.Count);
    }

    [Fact]
    public async Task RotateAsync_ListingFails_DeletesNothing()
    {
        await MakeDaysAsync(3);
        _storage.On(StorageOperation.List).AtEntry(2).Fail();

        RotationResult result = await RotateAsync();

        Assert.Equal("BSH0250", result.Error!.Code);
        Assert.Equal(6, _engine.Memory.Names.Count);
    }

    [Fact]
    public async Task RotateAsync_InfoFileCannotBeFetched_DeletesNothing()
    {
        await MakeDaysAsync(3);
        await using EngineFixture fresh = new() { Job = _engine.Job, Time = _engine.Time };
        fresh.With("memory", new FaultyStorage(_engine.Memory).On(StorageOperation.OpenRead).Named(Info(25)).Fail());

        RotationResult result = Assert.Single(await fresh.Rotation.RotateAsync("job", cancellationToken: Token));

        Assert.NotNull(result.Error);
        Assert.Equal(6, _engine.Memory.Names.Count);
    }

    [Fact]
    public async Task RunAsync_RotationFails_BackupSucceedsAndTellsIt()
    {
        await MakeDaysAsync(1);
        await using EngineFixture rotating = new() { Job = job => job.Rotation.Daily = RotationRule.Limited(1), Time = _engine.Time };
        rotating.With("memory", new FaultyStorage(_engine.Memory).On(StorageOperation.Delete).Named(Info(24)).Fail());

        RunResult result = await rotating.RunAsync();

        Assert.Equal(RunStatus.Succeeded, result.Status);
        Assert.Equal("BSH0250", result.Backups[0].Outcomes[0].Rotation!.Error!.Code);
        Assert.NotNull(Assert.Single(rotating.Observer.Events.OfType<RotationEnded>()).Error);
    }

    [Theory]
    [InlineData(-6)]
    [InlineData(6)]
    public async Task RunAsync_StoragesClockIsOff_WarnsAndDoesNotRotate(int minutes)
    {
        await MakeDaysAsync(2);
        await using EngineFixture engine = new() { Job = job => job.Rotation.Daily = RotationRule.Limited(1), Time = _engine.Time };
        engine.With("memory", new FaultyStorage(_engine.Memory).On(StorageOperation.Upload).LieAboutObjects(stored => stored with { LastModified = stored.LastModified.AddMinutes(minutes) }));

        RunResult result = await engine.RunAsync();

        Assert.Equal(RunStatus.Succeeded, result.Status);
        Assert.Equal("BSH0516", Assert.Single(result.Backups[0].Outcomes[0].Warnings).Code);
        Assert.Null(result.Backups[0].Outcomes[0].Rotation);
        Assert.Equal(6, _engine.Memory.Names.Count);
    }

    private static string Archive(int day) => $"shop.2026-11-{day}_03-00-00.bin.zst";

    private static string Info(int day) => $"shop.2026-11-{day}_03-00-00.info";

    private static string Pin(int day) => $"shop.2026-11-{day}_03-00-00.pin";

    private void PinDuringRotation(DateTimeOffset? until) =>
        _storage.On(StorageOperation.Delete).Named(Archive(24)).LieAboutOutcomes(outcome =>
        {
            _engine.Memory.Put(Pin(25), BackupPinFile.Write(new BackupPin("audit", until, "me")));
            return outcome;
        });

    private async Task<RotationResult> RotateAsync(bool dryRun = false) => Assert.Single(await _engine.Rotation.RotateAsync("job", dryRun, Token));

    // Backups of consecutive days, made by an engine that keeps everything.
    private async Task MakeDaysAsync(int count)
    {
        for (int i = 0; i < count; i++)
        {
            await MakeAtAsync(EngineFixture.Start.AddDays(i), "shop");
        }

        _engine.Time.SetUtcNow(EngineFixture.Start.AddDays(count - 1).AddHours(1));
    }

    private async Task MakeAtAsync(DateTimeOffset time, string database, string? instance = null)
    {
        await using EngineFixture engine = new()
        {
            Time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(time),
            Source = new FakeSource { Description = new BackupSh.Sources.SourceDescription("fake", database, "bin") { RestoreCommand = "> x" } },
        };
        if (instance is not null)
        {
            engine.Configure = builder => Microsoft.Extensions.DependencyInjection.BackupShEngineBuilderExtensions.Configure(builder, options => options.Instance = instance);
        }

        (await engine.RunAsync()).EnsureSucceeded();
        foreach (string name in engine.Memory.Names)
        {
            _engine.Memory.Put(name, engine.Memory.GetContent(name), time);
        }
    }
}
