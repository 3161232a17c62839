using System.Text;
using BackupSh.Backups;
using BackupSh.Catalog;
using BackupSh.Catalog.History;
using BackupSh.Catalog.Sync;
using BackupSh.Options;
using BackupSh.Rotation;
using BackupSh.Sources;
using BackupSh.Storage;
using BackupSh.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace BackupSh.TestSupport.Storage;

/// <summary>What others leave beside our backups: it is told, breaks no run and is never deleted. A copy of a backup in another
/// year is a backup, and rotates. The catalog follows. What a storage's test project derives from, with an empty place for each test.</summary>
public abstract class ForeignThingsTests
{
    private const string Random = "q7Zk-2.bin";
    private const string OtherYear = "2019-05-06_07-08-09";

    private readonly FakeSource _source = new() { Description = new SourceDescription("fake", "shop", "bin") { RestoreCommand = "> shop.bin" } };

    private static string ArchiveWithoutInfo => "shop.2020-01-02_03-04-05.bin.zst";

    private static string InfoWithoutArchive => "shop.2021-01-02_03-04-05.info";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Catalog_ForeignThings_ListsTheBackupsAndTellsTheRest()
    {
        await using Scenario scenario = await SeedAsync();

        List<BackupEntry> entries = await scenario.Catalog.ListAsync(BackupQuery.All, Token).ToListAsync(Token);
        List<CatalogProblem> problems = await scenario.Catalog.ListProblemsAsync(cancellationToken: Token).ToListAsync(Token);

        Assert.Equal([scenario.Original, "shop." + OtherYear], entries.Select(entry => entry.Name.ToString()));
        Assert.All(entries, entry => Assert.Equal(BackupHealth.Complete, entry.Health));
        Assert.Equal(
            [
                (Random, CatalogProblemKind.ForeignFile),
                (scenario.Mislabelled + ".info", CatalogProblemKind.BadInfo),
                (ArchiveWithoutInfo, CatalogProblemKind.ArchiveWithoutInfo),
                (InfoWithoutArchive, CatalogProblemKind.InfoWithoutArchive),
            ],
            problems.Select(problem => (Assert.Single(problem.Files), problem.Kind)).OrderBy(pair => pair.Item1, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Rotation_ForeignThings_DeletesOnlyTheCopyThatIsABackup()
    {
        await using Scenario scenario = await SeedAsync();
        IReadOnlyList<string> before = await NamesAsync(scenario.Storage);

        RotationResult result = Assert.Single(await scenario.Rotation.RotateAsync("job", cancellationToken: Token));

        Assert.Null(result.Error);
        Assert.Equal(["shop." + OtherYear], result.Deleted);
        Assert.Equal(before.Where(name => !name.Contains(OtherYear, StringComparison.Ordinal)), await NamesAsync(scenario.Storage));
    }

    [Fact]
    public async Task Run_ForeignThings_SucceedsAndLeavesThem()
    {
        await using Scenario scenario = await SeedAsync();

        RunResult run = await scenario.Runner.RunAsync("job", cancellationToken: Token);

        Assert.Equal(RunStatus.Succeeded, run.Status);
        Assert.Subset(
            (await NamesAsync(scenario.Storage)).ToHashSet(),
            (HashSet<string>)[Random, ArchiveWithoutInfo, InfoWithoutArchive, scenario.Mislabelled + ".info", scenario.Mislabelled + ".bin.zst"]);
    }

    [Fact]
    public async Task Sync_ForeignThings_KnowsWhatComesAndGoesAndForgetsNothingWithItsCatalog()
    {
        await using Scenario scenario = await SeedAsync();
        string copy = "shop." + OtherYear;

        SyncResult found = await scenario.SyncAsync();
        SyncResult unchanged = await scenario.SyncAsync();
        await scenario.Storage.DeleteAsync([copy + ".info", copy + ".bin.zst"], Token);
        SyncResult later = await scenario.SyncAsync();

        Assert.Null(found.Error);
        Assert.Equal([scenario.Original, copy], found.Added);
        Assert.Equal(4, found.Problems.Count);
        Assert.Equal((0, 0), (unchanged.Added.Count, unchanged.Gone.Count));
        Assert.Equal([copy], later.Gone);
        List<KnownBackup> known = await scenario.History.ListBackupsAsync(cancellationToken: Token).ToListAsync(Token);
        Assert.NotNull(known.Single(backup => backup.Name.ToString() == copy).GoneAt);

        // Another engine has another catalog, which is empty.
        await using Scenario anew = scenario with { Engine = Build(scenario.Storage) };
        SyncResult afresh = await anew.SyncAsync();
        Assert.Equal(later.Problems.Select(problem => (problem.Kind, problem.Files[0])), afresh.Problems.Select(problem => (problem.Kind, problem.Files[0])));
        Assert.Equal(known.Where(backup => backup.GoneAt is null), await anew.History.ListBackupsAsync(cancellationToken: Token).ToListAsync(Token));
    }

    /// <summary>Opens the storage over a place that holds nothing.</summary>
    protected abstract Task<IBackupStorage> OpenEmptyAsync(CancellationToken cancellationToken);

    private static async Task<IReadOnlyList<string>> NamesAsync(IBackupStorage storage) =>
        [.. (await storage.ListAsync("", Token).ToListAsync(Token)).Select(stored => stored.Name).Order(StringComparer.Ordinal)];

    private static Task<StorageObject> PutAsync(IBackupStorage storage, string name, byte[] content) =>
        storage.UploadAsync(name, new MemoryStream(content), new UploadOptions { RunId = "somebody-else" }, Token);

    private static async Task<byte[]> GetAsync(IBackupStorage storage, string name)
    {
        await using Stream stream = await storage.OpenReadAsync(name, ReadRange.All, Token);
        using MemoryStream bytes = new();
        await stream.CopyToAsync(bytes, Token);
        return bytes.ToArray();
    }

    private ServiceProvider Build(IBackupStorage storage)
    {
        ServiceCollection services = new();
        services.AddBackupSh()
            .AddSource("shop", _ => _source)
            .AddStorage("place", _ => storage)
            .AddJob("job", job =>
            {
                job.Source = "shop";
                job.Storages = [(JobStorageOptions)"place"];
                job.Rotation.Last = RotationRule.Limited(1);
            });
        return services.BuildServiceProvider();
    }

    private async Task<Scenario> SeedAsync()
    {
        IBackupStorage storage = await OpenEmptyAsync(Token);
        ServiceProvider engine = Build(storage);

        // The rotation after this run has nothing to delete yet.
        RunResult run = await engine.GetRequiredService<BackupRunner>().RunAsync("job", cancellationToken: Token);
        run.EnsureSucceeded();
        string original = run.Backups[0].Name!;
        byte[] archive = await GetAsync(storage, original + ".bin.zst");
        byte[] info = await GetAsync(storage, original + ".info");
        string mislabelled = "shop.2018-01-02_03-04-05";
        await PutAsync(storage, Random, "anything"u8.ToArray());
        await PutAsync(storage, ArchiveWithoutInfo, archive);
        await PutAsync(storage, InfoWithoutArchive, Redated(info, original, InfoWithoutArchive["shop.".Length..^".info".Length]));
        await PutAsync(storage, mislabelled + ".bin.zst", archive);
        await PutAsync(storage, mislabelled + ".info", info);
        await PutAsync(storage, $"shop.{OtherYear}.bin.zst", archive);
        await PutAsync(storage, $"shop.{OtherYear}.info", Redated(info, original, OtherYear));
        return new Scenario(engine, storage, original, mislabelled);
    }

    // As somebody does who copies a backup into another year: the name and the date within are one.
    private static byte[] Redated(byte[] info, string original, string time) =>
        Encoding.ASCII.GetBytes(Encoding.ASCII.GetString(info).Replace(original["shop.".Length..], time, StringComparison.Ordinal));

    private sealed record Scenario(ServiceProvider Engine, IBackupStorage Storage, string Original, string Mislabelled) : IAsyncDisposable
    {
        internal BackupCatalog Catalog => Engine.GetRequiredService<BackupCatalog>();

        internal RotationRunner Rotation => Engine.GetRequiredService<RotationRunner>();

        internal BackupRunner Runner => Engine.GetRequiredService<BackupRunner>();

        internal BackupHistory History => Engine.GetRequiredService<BackupHistory>();

        internal async Task<SyncResult> SyncAsync() =>
            Assert.Single(await Engine.GetRequiredService<CatalogSync>().SyncAsync(cancellationToken: Token));

        public ValueTask DisposeAsync() => Engine.DisposeAsync();
    }
}
