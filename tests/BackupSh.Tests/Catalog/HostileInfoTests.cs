using System.Text;
using BackupSh.Catalog;
using BackupSh.Storage;
using BackupSh.Testing;
using BackupSh.Tests.Fixtures;

namespace BackupSh.Tests.Catalog;

/// <summary>An info file may have been put there by anybody: it costs little, hides nothing, and is reported.</summary>
public sealed class HostileInfoTests
{
    private static readonly BackupName Hostile = Seed.Name(2);

    public static TheoryData<string, byte[]> Contents() => new()
    {
        { "empty", [] },
        { "binary", [.. Enumerable.Range(0, 256).Select(i => (byte)i)] },
        { "no UTF-8", [0xFF, 0xFE, 0x5B, 0x00] },
        { "text", "Dear reader,\n"u8.ToArray() },
        { "another section", "[other]\na = b\n"u8.ToArray() },
        { "half of one", BackupInfoFile.Write(Seed.Info(Hostile))[..120] },
        { "another backup's", BackupInfoFile.Write(Seed.Info(Seed.Name(3))) },
        { "another database's", BackupInfoFile.Write(Seed.Info(Seed.Name(2, "till"))) },
        { "escape sequences", Encoding.ASCII.GetBytes("[common]\n\u001b[31mdatabase = x\n") },
        { "too long", Encoding.ASCII.GetBytes("[common]\n" + new string('#', BackupInfoFile.MaximumBytes)) },
    };

    [Theory]
    [MemberData(nameof(Contents))]
    public async Task ListProblemsAsync_BadInfo_SaysWhyAndListsTheOthers(string what, byte[] content)
    {
        await using EngineFixture engine = Seed.Engine();
        BackupName whole = engine.Memory.PutBackup(1);
        engine.Memory.PutBackup(Hostile);
        engine.Memory.Put(Hostile.File("info"), content);

        CatalogProblem problem = Assert.Single(await engine.ProblemsAsync());

        Assert.True(problem.Kind == CatalogProblemKind.BadInfo, what);
        Assert.Equal([Hostile.File("info")], problem.Files);
        Assert.Equal("BSH0527", problem.Error.Code);
        Assert.DoesNotContain(problem.Error.ToString(), char.IsControl);
        Assert.DoesNotContain("..", problem.Error.Message, StringComparison.Ordinal);
        Assert.Equal(whole, Assert.Single(await engine.ListAsync()).Name);
    }

    [Fact]
    public async Task ListAsync_InfoOfAGibibyte_ReadsNoMoreThanAnInfoFileMayHave()
    {
        InMemoryStorage memory = new();
        WatchedStorage watched = new(memory) { Substitute = name => name == Hostile.File("info") ? new EndlessStream((byte)'#') : null };
        FaultyStorage storage = new FaultyStorage(watched).On(StorageOperation.List)
            .LieAboutObjects(stored => stored.Name == Hostile.File("info") ? stored with { SizeBytes = 1L << 30 } : stored);
        await using EngineFixture engine = Seed.Engine().With("memory", storage);
        memory.PutBackup(Hostile);

        Assert.Empty(await engine.ListAsync());
        Assert.InRange(watched.BytesRead, 1, BackupInfoFile.MaximumBytes + 1);
        Assert.Equal(CatalogProblemKind.BadInfo, Assert.Single(await engine.ProblemsAsync()).Kind);
    }

    [Fact]
    public async Task ListAsync_InfoThatNeverAnswers_EndsWithTheErrorInTime()
    {
        InMemoryStorage memory = new();
        FaultyStorage storage = new FaultyStorage(memory).On(StorageOperation.OpenRead).Named(Hostile.File("info")).Hang();
        await using EngineFixture engine = Seed.Engine().With("memory", storage);
        BackupName whole = memory.PutBackup(1);

        // Known from now on: only the other info file is asked for while time passes.
        await engine.ListAsync();
        memory.PutBackup(Hostile);

        List<BackupEntry> entries = [];
        Task<Exception?> listing = CatalogListing.ReadAsync(engine, BackupQuery.All, entries);
        await EngineFixture.UntilAsync(() => storage.Calls.Any(call => call.Names[0] == Hostile.File("info")));
        await engine.PassTimeUntilAsync(() => listing.IsCompleted, TimeSpan.FromSeconds(30));

        Assert.Equal("BSH0511", Assert.IsType<StorageException>(await listing).Code);
        Assert.Equal(whole, Assert.Single(entries).Name);
    }
}
