using BackupSh.Backups;
using BackupSh.Catalog;
using BackupSh.Sources;
using BackupSh.Storage;
using BackupSh.Testing;
using BackupSh.Tests.Fixtures;
using BackupSh.TestSupport;

namespace BackupSh.Tests.Backups;

/// <summary>One second is not unique: names are claimed, and never taken twice.</summary>
public sealed class NameAllocationTests
{
    [Fact]
    public async Task RunAsync_TwiceInOneSecond_TakesTheNextSecond()
    {
        await using EngineFixture engine = new();

        RunResult first = await engine.RunAsync();
        RunResult second = await engine.RunAsync();

        Assert.Equal("shop.2026-11-24_03-00-00", first.Backups[0].Name);
        Assert.Equal("shop.2026-11-24_03-00-01", second.Backups[0].Name);
        Assert.Equal(2, (await engine.ListAsync()).Count);
    }

    [Fact]
    public async Task RunAsync_TwoJobsOfOneSource_GetTwoNames()
    {
        await using EngineFixture engine = new();
        engine.Configure = builder => Microsoft.Extensions.DependencyInjection.BackupShEngineBuilderExtensions.AddJob(builder, "hourly", job =>
        {
            job.Source = "shop";
            job.Storages = ["memory"];
        });

        RunResult[] results = await Task.WhenAll(
            engine.RunAsync(), engine.Runner.RunAsync("hourly", null, TestContext.Current.CancellationToken));

        Assert.Equal(2, results.Select(result => result.Backups[0].Name).Distinct().Count());
        Assert.All(results, result => Assert.Equal(RunStatus.Succeeded, result.Status));
        Assert.Equal(2, (await engine.ListAsync()).Count);
    }

    [Fact]
    public async Task RunAsync_EightAtOnceInMemory_AllAreWholeUnderDistinctNames()
    {
        await using EngineFixture engine = new();

        await AssertEightAtOnceAsync(engine);

        Assert.DoesNotContain(engine.Memory.Names, IsClaim);
    }

    [Fact]
    public async Task RunAsync_EightAtOnceInADirectory_AllAreWholeUnderDistinctNames()
    {
        using TempDirectory directory = new();
        await using EngineFixture engine = new();
        engine.With("nas", new FileSystemStorage("nas", new FileSystemStorageOptions { Directory = directory.Path }));

        await AssertEightAtOnceAsync(engine);

        Assert.DoesNotContain(Directory.GetFiles(directory.Path).Select(Path.GetFileName), name => IsClaim(name!));
    }

    [Fact]
    public async Task RunAsync_AnArchiveWithoutInfoHasTheName_IsPassedOverAndStays()
    {
        await using EngineFixture engine = new();
        engine.Memory.Put("shop.2026-11-24_03-00-00.zip", [1, 2, 3]);

        RunResult result = await engine.RunAsync();

        Assert.Equal("shop.2026-11-24_03-00-01", result.Backups[0].Name);
        Assert.Equal([1, 2, 3], engine.Memory.GetContent("shop.2026-11-24_03-00-00.zip"));
    }

    [Fact]
    public async Task RunAsync_NameIsFilledAndGivenBackWhileClaiming_IsNotTakenTwice()
    {
        await using EngineFixture engine = new();
        TaskCompletionSource gate = new();
        FaultyStorage slow = new FaultyStorage(engine.Memory).On(StorageOperation.Upload).Named("shop.2026-11-24_03-00-00.claim").Call(1).WaitFor(gate.Task);
        engine.With("memory", slow);
        Task<RunResult> held = engine.RunAsync();
        await EngineFixture.UntilAsync(() => slow.Calls.Count > 0);

        RunResult quick = await engine.RunAsync();
        gate.SetResult();
        RunResult late = await held;

        Assert.Equal(RunStatus.Succeeded, quick.Status);
        Assert.Equal(RunStatus.Succeeded, late.Status);
        Assert.Equal("shop.2026-11-24_03-00-00", quick.Backups[0].Name);
        Assert.Equal("shop.2026-11-24_03-00-01", late.Backups[0].Name);
        Assert.Equal(2, (await engine.ListAsync()).Count);
    }

    [Fact]
    public async Task RunAsync_ClaimsAcknowledgementIsLost_KnowsItsOwnClaim()
    {
        await using EngineFixture engine = new();
        engine.With("memory", new FaultyStorage(engine.Memory)
            .On(StorageOperation.Upload).Named(IsClaim).AfterIsApplied().Fail(new StorageObjectExistsException("memory", "claim")));

        RunResult result = await engine.RunAsync();

        Assert.Equal("shop.2026-11-24_03-00-00", result.Backups[0].Name);
        Assert.DoesNotContain(engine.Memory.Names, IsClaim);
    }

    [Fact]
    public async Task RunAsync_ClaimOfALiveRun_IsRespected()
    {
        await using EngineFixture engine = new();
        engine.Memory.Put("shop.2026-11-24_03-00-00.claim", "another run"u8);

        RunResult result = await engine.RunAsync();

        Assert.Equal("shop.2026-11-24_03-00-01", result.Backups[0].Name);
        Assert.Contains("shop.2026-11-24_03-00-00.claim", engine.Memory.Names);
    }

    [Fact]
    public async Task RunAsync_ClaimOlderThanADay_IsSweptAndReportedBefore()
    {
        await using EngineFixture engine = new();
        engine.Memory.Put("shop.2026-11-20_03-00-00.claim", "a dead run"u8, EngineFixture.Start.AddDays(-1));
        engine.Memory.Put("shop.2026-11-23_12-00-00.claim", "a live run"u8, EngineFixture.Start.AddDays(-1).AddMinutes(1));
        engine.Memory.Put("other.2026-11-20_03-00-00.claim", "not of this series"u8, EngineFixture.Start.AddDays(-9));
        Assert.Equal(2, (await engine.ProblemsAsync()).Count(problem => problem.Kind == CatalogProblemKind.StaleClaim));

        await engine.RunAsync();

        Assert.Equal(["other.2026-11-20_03-00-00.claim", "shop.2026-11-23_12-00-00.claim"], engine.Memory.Names.Where(IsClaim));
    }

    [Fact]
    public async Task RunAsync_StorageCannotCreateOnly_AnotherRunsFilesStay()
    {
        await using EngineFixture engine = new();
        InMemoryStorage weak = new(engine.Time) { CreatesOnly = false };
        TaskCompletionSource gate = new();
        FaultyStorage storage = new FaultyStorage(weak).On(StorageOperation.List).Named("shop.2026-11-24_03-00-00.bin.zst").WaitFor(gate.Task);
        engine.With("weak", storage);
        Task<RunResult> run = engine.RunAsync();
        await EngineFixture.UntilAsync(() => weak.Contains("shop.2026-11-24_03-00-00.bin.zst"));

        // Another node has taken the name at the same moment, has overwritten our archive, and has committed.
        weak.Put("shop.2026-11-24_03-00-00.claim", "another run"u8);
        weak.Put("shop.2026-11-24_03-00-00.bin.zst", [1, 2, 3]);
        weak.Put("shop.2026-11-24_03-00-00.info", [4, 5, 6]);
        gate.SetResult();
        RunResult result = await run;

        Assert.Equal(RunStatus.Failed, result.Status);
        Assert.Equal(["shop.2026-11-24_03-00-00.bin.zst", "shop.2026-11-24_03-00-00.claim", "shop.2026-11-24_03-00-00.info"], weak.Names);
    }

    [Fact]
    public async Task RunAsync_StorageCannotCreateOnly_ClaimIsLookedAtBeforeTheInfoFile()
    {
        await using EngineFixture engine = new();
        InMemoryStorage weak = new(engine.Time) { CreatesOnly = false };
        TaskCompletionSource gate = new();
        FaultyStorage storage = new FaultyStorage(weak).On(StorageOperation.List).Named("shop.2026-11-24_03-00-00.bin.zst").WaitFor(gate.Task);
        engine.With("weak", storage);
        Task<RunResult> run = engine.RunAsync();
        await EngineFixture.UntilAsync(() => weak.Contains("shop.2026-11-24_03-00-00.bin.zst"));

        weak.Put("shop.2026-11-24_03-00-00.claim", "another run"u8);
        gate.SetResult();
        RunResult result = await run;

        Assert.Equal("BSH0201", result.Backups[0].Outcomes[0].Error!.Code);
        Assert.Equal(["shop.2026-11-24_03-00-00.claim"], weak.Names);
    }

    [Fact]
    public async Task RunAsync_OneStorageCannotBeClaimed_OthersGetTheBackup()
    {
        await using EngineFixture engine = new();
        InMemoryStorage good = new(engine.Time);
        engine.With("bad", new FaultyStorage(new InMemoryStorage(engine.Time)).On(StorageOperation.Upload).Named(IsClaim).Fail()).With("good", good);

        RunResult result = await engine.RunAsync();

        Assert.Equal(RunStatus.PartiallySucceeded, result.Status);
        Assert.Equal(["shop.2026-11-24_03-00-00.bin.zst", "shop.2026-11-24_03-00-00.info"], good.Names);
    }

    [Fact]
    public async Task RunAsync_NoStorageCanBeClaimed_SparesTheSource()
    {
        await using EngineFixture engine = new() { Source = new FakeSource { FailAtByte = 0, Failure = new InvalidOperationException("The source was asked.") } };
        engine.With("bad", new FaultyStorage(new InMemoryStorage(engine.Time)).On(StorageOperation.List).Fail());

        RunResult result = await engine.RunAsync();

        Assert.Equal(RunStatus.Failed, result.Status);
        Assert.Null(result.Backups[0].Error);
        Assert.Equal("BSH0250", result.Backups[0].Outcomes[0].Error!.Code);
    }

    [Theory]
    [InlineData("Größe & Preis", "Gr=C3=B6=C3=9Fe=20=26=20Preis")]
    [InlineData("_under", "=5Funder")]
    [InlineData("../../etc", "=2E.=2F..=2Fetc")]
    [InlineData("a.2026-01-01_00-00-00", "a.2026-01-01_00-00-00")]
    public async Task RunAsync_NameOutsideTheGrammar_IsEscapedAndFoundByItsTrueName(string database, string escaped)
    {
        await using EngineFixture engine = new() { Source = new FakeSource { Description = new SourceDescription("fake", database, "bin") { RestoreCommand = "> x" } } };

        (await engine.RunAsync()).EnsureSucceeded();

        BackupEntry entry = Assert.Single(await engine.ListAsync(new BackupQuery { Database = database }));
        Assert.Equal(escaped, entry.Name.Database);
        Assert.Equal(database, BackupName.Unescape(entry.Name.Database));
    }

    [Fact]
    public async Task RunAsync_NameIsTooLong_FailsWithTheReason()
    {
        await using EngineFixture engine = new() { Source = new FakeSource { Description = new SourceDescription("fake", new string('ö', 40), "bin") { RestoreCommand = "> x" } } };

        RunResult result = await engine.RunAsync();

        Assert.Equal("BSH0504", result.Backups[0].Error!.Code);
        Assert.Empty(engine.Memory.Names);
    }

    private static bool IsClaim(string name) => name.EndsWith(".claim", StringComparison.Ordinal);

    private static async Task AssertEightAtOnceAsync(EngineFixture engine)
    {
        RunResult[] results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => engine.RunAsync())));

        Assert.All(results, result => Assert.Equal(RunStatus.Succeeded, result.Status));
        Assert.Equal(8, results.Select(result => result.Backups[0].Name).Distinct().Count());
        List<BackupEntry> entries = await engine.ListAsync();
        Assert.Equal(8, entries.Count);
        foreach (BackupEntry entry in entries)
        {
            Assert.Equal(
                BackupSh.Restore.VerificationStatus.Verified,
                (await engine.Verifier.VerifyCopyAsync(entry, null, TestContext.Current.CancellationToken)).Status);
        }
    }
}
