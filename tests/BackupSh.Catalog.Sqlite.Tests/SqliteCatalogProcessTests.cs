using System.Diagnostics;
using BackupSh.Catalog.Store;
using BackupSh.TestSupport;

namespace BackupSh.Catalog.Sqlite.Tests;

public sealed class SqliteCatalogProcessTests : IDisposable
{
    private const string FileVariable = "BACKUPSH_TEST_CATALOG";
    private const string PartVariable = "BACKUPSH_TEST_CATALOG_PART";
    private const int Increments = 50;

    private readonly TempDirectory _directory = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string File => _directory.File("backupsh.db");

    // Each adds to one number, by compare-and-set: what one overwrote of the other would be missing.
    [Fact]
    public async Task TryWriteAsync_TwoProcesses_LoseNothingOfEachOther()
    {
        using Process first = Start(nameof(Child_Increments_OneNumber), "first");
        using Process second = Start(nameof(Child_Increments_OneNumber), "second");
        await Task.WhenAll(EndAsync(first), EndAsync(second));

        using SqliteCatalogStore store = Stores.Open(File);
        Assert.Equal($"{2 * Increments}", (await store.FindAsync(CatalogRecordKind.Job, "", "number", Token))!.Document);
    }

    [Fact]
    public async Task WriteAsync_KilledMeanwhile_LeavesWholeBatchesOnly()
    {
        for (int round = 0; round < 3; round++)
        {
            using Process writer = Start(nameof(Child_Writes_BatchesForEver), $"{round}");
            await EachWrittenAsync(writer);
            writer.Kill();
            await writer.WaitForExitAsync(Token);
        }

        using SqliteCatalogStore store = Stores.Open(File);
        int[] batches = [.. (await store.ListAsync(new CatalogQuery { Kind = CatalogRecordKind.Run }, Token).ToListAsync(Token))
            .GroupBy(record => record.Key[..record.Key.IndexOf(':', StringComparison.Ordinal)]).Select(batch => batch.Count())];

        Assert.NotEmpty(batches);
        Assert.All(batches, count => Assert.Equal(100, count));
        Assert.Equal("ok", Stores.Scalar(File, "PRAGMA integrity_check"));
        Assert.NotNull(await store.TryWriteAsync(Stores.Record("after"), Token));
    }

    [Fact(Explicit = true)]
    public async Task Child_Increments_OneNumber()
    {
        using SqliteCatalogStore store = Stores.Open(Environment.GetEnvironmentVariable(FileVariable)!);
        for (int i = 0; i < Increments;)
        {
            CatalogRecord number = await store.FindAsync(CatalogRecordKind.Job, "", "number", Token)
                ?? new CatalogRecord(CatalogRecordKind.Job, "", "number", Stores.Now, "0");
            string next = $"{int.Parse(number.Document, System.Globalization.CultureInfo.InvariantCulture) + 1}";
            i += await store.TryWriteAsync(number with { Document = next }, Token) is null ? 0 : 1;
        }
    }

    [Fact(Explicit = true)]
    public async Task Child_Writes_BatchesForEver()
    {
        string part = Environment.GetEnvironmentVariable(PartVariable)!;
        using SqliteCatalogStore store = Stores.Open(Environment.GetEnvironmentVariable(FileVariable)!);
        for (int batch = 0; ; batch++)
        {
            await store.WriteAsync([.. Enumerable.Range(0, 100).Select(i => Stores.Record($"{part}-{batch}:{i}"))], Token);
        }
    }

    public void Dispose() => _directory.Dispose();

    private static async Task EndAsync(Process process)
    {
        string output = await process.StandardOutput.ReadToEndAsync(Token);
        await process.WaitForExitAsync(Token);
        Assert.True(process.ExitCode == 0, output);
    }

    private Process Start(string method, string part) => ChildTest.Start(
        typeof(SqliteCatalogProcessTests).GetMethod(method)!, new Dictionary<string, string> { [FileVariable] = File, [PartVariable] = part });

    // Until this writer is in the middle of its work.
    private async Task EachWrittenAsync(Process writer)
    {
        using SqliteCatalogStore store = Stores.Open(File);
        int before = await Stores.CountAsync(store);
        while (await Stores.CountAsync(store) < before + 300)
        {
            Assert.False(writer.HasExited, "The writer ended.");
        }
    }
}
