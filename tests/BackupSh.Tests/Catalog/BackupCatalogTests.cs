using System.Text;
using BackupSh.Catalog;
using BackupSh.Storage;
using BackupSh.Testing;
using BackupSh.Tests.Fixtures;

namespace BackupSh.Tests.Catalog;

/// <summary>The catalog tells the truth about whatever lies in a storage, and is never misled nor harmed by it.</summary>
public sealed class BackupCatalogTests
{
    private const string Backup = "shop.2026-11-24_03-00-00";
    private const string Info = Backup + ".info";
    private const string Archive = Backup + ".bin.zst";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ListProblemsAsync_EveryKind_IsTypedAndNothingIsTouched()
    {
        await using EngineFixture engine = new();
        (await engine.RunAsync()).EnsureSucceeded();
        byte[] info = engine.Memory.GetContent(Info);
        DateTimeOffset old = EngineFixture.Start.AddDays(-9);
        engine.Memory.Put("readme.txt", [1], old);
        engine.Memory.Put("shop.2026-11-01_00-00-00.bin", [1], old);
        engine.Memory.Put("shop.2026-11-02_00-00-00.info", info, old);
        engine.Memory.Put("shop.2026-11-03_00-00-00.claim", "dead"u8, old);
        engine.Memory.Put("shop.2026-11-04_00-00-00.pin", "[pin]\n"u8, old);
        engine.Memory.Put("shop.2026-11-05_00-00-00.bin", [1], old);
        engine.Memory.Put("shop.2026-11-05_00-00-00.info", info, old); // says another name
        engine.Memory.Put(Backup + ".zip", [1], old);
        engine.Memory.Put(Archive, [1, 2, 3]);
        IReadOnlyList<string> before = engine.Memory.Names;

        List<CatalogProblem> problems = await engine.ProblemsAsync();

        Assert.Equal(Enum.GetValues<CatalogProblemKind>(), problems.Select(problem => problem.Kind).Distinct().Order());
        Assert.All(problems, problem => Assert.StartsWith("BSH05", problem.Error.Code, StringComparison.Ordinal));
        Assert.Equal(before, engine.Memory.Names);
    }

    [Fact]
    public async Task ListProblemsAsync_ForeignNameWithControlCharacters_IsPrintable()
    {
        await using EngineFixture engine = new();
        engine.Memory.Put("evil\u001b[2J\r\n\u202Etxt", [1]);

        CatalogProblem problem = Assert.Single(await engine.ProblemsAsync());

        Assert.Equal(CatalogProblemKind.ForeignFile, problem.Kind);
        Assert.Contains(@"evil\u001B[2J\u000D\u000A\u202Etxt", problem.Error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(problem.Error.ToString(), character => char.IsControl(character) || character == '\u202E');
    }

    [Theory]
    [InlineData("\u0000\u0001binary")]
    [InlineData("")]
    [InlineData("[common]\ndatabase = other\nencrypted = False\nupload_datetime = 2026-11-24_03-00-00\nbackup_size = 1\nstorage_service = local\n")]
    [InlineData("[common]\ndatabase = shop\u001b[31m\nencrypted = perhaps\n")]
    public async Task ListAsync_InfoFileIsNone_IsAProblemAndNoBackup(string content)
    {
        await using EngineFixture engine = new();
        (await engine.RunAsync()).EnsureSucceeded();
        engine.Memory.Put(Info, Encoding.UTF8.GetBytes(content));

        Assert.Empty(await engine.ListAsync());
        CatalogProblem problem = Assert.Single(await engine.ProblemsAsync());
        Assert.Equal(CatalogProblemKind.BadInfo, problem.Kind);
        Assert.DoesNotContain(problem.Error.ToString(), char.IsControl);
    }

    [Fact]
    public async Task ListAsync_InfoFileOfAGibibyte_IsNeverReadWhole()
    {
        EndlessStorage endless = new(Info, Archive);
        await using EngineFixture engine = new();
        engine.With("endless", endless);

        Assert.Empty(await engine.ListAsync());

        Assert.Equal(CatalogProblemKind.BadInfo, Assert.Single(await engine.ProblemsAsync()).Kind);
        Assert.InRange(endless.BytesRead, 0, 4 * BackupInfoFile.MaximumBytes);
    }

    [Fact]
    public async Task ListAsync_OneStorageFails_GivesTheOthersAndThenTheError()
    {
        await using EngineFixture engine = new();
        FaultyStorage bad = new(new InMemoryStorage(engine.Time));
        engine.With("bad", bad).With("good", engine.Memory);
        (await engine.RunAsync()).EnsureSucceeded();
        foreach (Exception failure in new Exception[] { new StorageException("bad", null, new BackupShError("BSH9999", "Down.", "Up.")), new InvalidDataException("raw"), new TaskCanceledException("gave up") })
        {
            bad.Heal();
            bad.On(StorageOperation.List).Fail(failure);
            List<BackupEntry> listed = [];

            Exception? thrown = await Record.ExceptionAsync(async () =>
            {
                await foreach (BackupEntry entry in engine.Catalog.ListAsync(BackupQuery.All, Token))
                {
                    listed.Add(entry);
                }
            });

            Assert.NotNull(thrown);
            Assert.False(thrown is OperationCanceledException, "Nobody has cancelled.");
            Assert.Equal("good", Assert.Single(listed).Storage);
        }
    }

    [Fact]
    public async Task ListAsync_ListingHangs_EndsWithAnError()
    {
        await using EngineFixture engine = new();
        FaultyStorage bad = new FaultyStorage(engine.Memory).On(StorageOperation.List).Hang();
        engine.With("bad", bad);

        Task<List<BackupEntry>> listing = engine.ListAsync();
        await EngineFixture.UntilAsync(() => bad.Calls.Count > 0);
        await engine.PassTimeUntilAsync(() => listing.IsCompleted);

        Assert.Equal("BSH0511", (await Assert.ThrowsAsync<StorageException>(() => listing)).Error!.Code);
    }

    [Fact]
    public async Task ListAsync_Filters_GiveWhatTheySay()
    {
        await using EngineFixture engine = new();
        InMemoryStorage other = new(engine.Time);
        engine.With("memory", engine.Memory).With("other", other);
        for (int i = 0; i < 3; i++)
        {
            (await engine.RunAsync(new BackupSh.Backups.RunOptions { Labels = new Dictionary<string, string> { ["run"] = i.ToString(System.Globalization.CultureInfo.InvariantCulture) } })).EnsureSucceeded();
            engine.Time.Advance(TimeSpan.FromDays(1));
        }

        await AssertListsAsync(engine, BackupQuery.All, "26 26 25 25 24 24");
        await AssertListsAsync(engine, new BackupQuery { Storage = "other" }, "26 25 24");
        await AssertListsAsync(engine, new BackupQuery { Storage = "other", Database = "shop" }, "26 25 24");
        await AssertListsAsync(engine, new BackupQuery { Database = "sho" }, "");
        await AssertListsAsync(engine, new BackupQuery { Storage = "other", Source = "shop", Limit = 2 }, "26 25");
        await AssertListsAsync(engine, new BackupQuery { Source = "docs" }, "");
        await AssertListsAsync(engine, new BackupQuery { Storage = "other", Label = new("run", "1") }, "25");
        await AssertListsAsync(engine, new BackupQuery { Storage = "other", From = EngineFixture.Start.AddDays(1) }, "26 25");
        await AssertListsAsync(engine, new BackupQuery { Storage = "other", To = EngineFixture.Start.AddDays(1) }, "24");
        await AssertListsAsync(engine, new BackupQuery { Storage = "other", Name = BackupName.Parse(Backup) }, "24");
    }

    [Fact]
    public async Task ListAsync_WrittenByANewerVersion_IsListedAsSuchAndCannotBeRestored()
    {
        await using EngineFixture engine = new();
        (await engine.RunAsync()).EnsureSucceeded();
        string info = Encoding.ASCII.GetString(engine.Memory.GetContent(Info));
        engine.Memory.Put(Info, Encoding.ASCII.GetBytes(System.Text.RegularExpressions.Regex.Replace(info, "min_reader = [0-9]+", "min_reader = 99")));

        Assert.Equal(BackupHealth.Newer, Assert.Single(await engine.ListAsync()).Health);
        BackupShException exception = await Assert.ThrowsAnyAsync<BackupShException>(
            () => engine.Restorer.RestoreAsync(Backup, new BackupSh.Restore.RestoreOptions { Target = "copy" }, Token));
        Assert.Equal("BSH0543", exception.Error!.Code);
    }

    [Fact]
    public async Task ListAsync_SecondArchiveOfTheName_IsAmbiguousAndRestorable()
    {
        await using EngineFixture engine = new();
        (await engine.RunAsync()).EnsureSucceeded();
        engine.Memory.Put(Backup + ".zip", [1, 2]);

        Assert.Equal(BackupHealth.Ambiguous, Assert.Single(await engine.ListAsync()).Health);
        Assert.Equal(1000, (await engine.Restorer.RestoreAsync(Backup, new BackupSh.Restore.RestoreOptions { Target = "copy" }, Token)).PlaintextBytes);
    }

    [Fact]
    public async Task ListAsync_PinIsRemovedWhileListing_StillListsTheBackup()
    {
        await using EngineFixture engine = new();
        (await engine.RunAsync()).EnsureSucceeded();
        string pin = Backup + ".pin";
        await using EngineFixture reader = new();
        reader.With("memory", new FaultyStorage(engine.Memory).On(StorageOperation.List).Invent(new StorageObject(pin, 10, EngineFixture.Start)));

        Assert.False(Assert.Single(await reader.ListAsync()).IsPinned);
    }

    [Fact]
    public async Task DeleteAsync_Backup_DeletesTheInfoFileFirst()
    {
        await using EngineFixture engine = new();
        FaultyStorage storage = new(engine.Memory);
        engine.With("memory", storage);
        (await engine.RunAsync()).EnsureSucceeded();

        DeleteOutcome outcome = await engine.Catalog.DeleteAsync("memory", Backup, Token);

        Assert.True(outcome.IsGone);
        Assert.Equal(["Delete " + Info, "Delete " + Archive], storage.Calls.Select(call => call.ToString()).Where(IsDeletionOfBackup));
        Assert.Empty(engine.Memory.Names);
        Assert.Single(engine.Observer.Events.OfType<BackupSh.Events.BackupDeleted>());
    }

    [Theory]
    [InlineData(DeleteStatus.Retained)]
    [InlineData(DeleteStatus.Failed)]
    public async Task DeleteAsync_InfoFileStays_ArchiveStaysToo(DeleteStatus status)
    {
        await using EngineFixture engine = new();
        FaultyStorage storage = new(engine.Memory);
        engine.With("memory", storage);
        (await engine.RunAsync()).EnsureSucceeded();
        storage.On(StorageOperation.Delete).Named(Info).LieAboutOutcomes(outcome => outcome with { Status = status });

        DeleteOutcome outcome = await engine.Catalog.DeleteAsync("memory", Backup, Token);

        Assert.Equal(status, outcome.Status);
        Assert.DoesNotContain("Delete " + Archive, storage.Calls.Select(call => call.ToString()));
    }

    [Fact]
    public async Task DeleteAsync_StorageLiesThatTheInfoFileIsGone_ArchiveStays()
    {
        await using EngineFixture engine = new();
        (await engine.RunAsync()).EnsureSucceeded();
        StorageObject info = new(Info, engine.Memory.GetContent(Info).Length, EngineFixture.Start);
        FaultyStorage storage = new FaultyStorage(engine.Memory).On(StorageOperation.List).Named(Info).Invent(info);
        await using EngineFixture other = new();
        other.With("memory", storage);

        DeleteOutcome outcome = await other.Catalog.DeleteAsync("memory", Backup, Token);

        Assert.Equal(DeleteStatus.Failed, outcome.Status);
        Assert.Equal("BSH0519", outcome.Error!.Code);
        Assert.Contains(Archive, engine.Memory.Names);
    }

    [Fact]
    public async Task DeleteAsync_PinnedOrMissing_IsRefused()
    {
        await using EngineFixture engine = new();
        (await engine.RunAsync()).EnsureSucceeded();
        engine.Memory.Put(Backup + ".pin", BackupPinFile.Write(new BackupPin("audit", null, "me")));

        BackupShException pinned = await Assert.ThrowsAnyAsync<BackupShException>(() => engine.Catalog.DeleteAsync("memory", Backup, Token));
        BackupShException missing = await Assert.ThrowsAnyAsync<BackupShException>(() => engine.Catalog.DeleteAsync("memory", "shop.2020-01-01_00-00-00", Token));

        Assert.Equal("BSH0541", pinned.Error!.Code);
        Assert.Equal("BSH0540", missing.Error!.Code);
        Assert.Equal(3, engine.Memory.Names.Count);
    }

    private static bool IsDeletionOfBackup(string call) => call.StartsWith("Delete", StringComparison.Ordinal) && !call.EndsWith(".claim", StringComparison.Ordinal);

    private static async Task AssertListsAsync(EngineFixture engine, BackupQuery query, string days)
    {
        List<BackupEntry> entries = await engine.ListAsync(query);
        Assert.Equal(days, string.Join(' ', entries.Select(entry => entry.Name.Time.Day)));
    }
}
