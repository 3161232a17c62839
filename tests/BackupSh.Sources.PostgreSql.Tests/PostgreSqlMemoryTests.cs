using System.Reflection;
using BackupSh.TestSupport;

namespace BackupSh.Sources.PostgreSql.Tests;

/// <summary>Dumps and restores in a process whose heap is smaller than the dump.</summary>
public sealed class PostgreSqlMemoryTests
{
    private const string Large = "CREATE TABLE large AS SELECT i, repeat(md5(i::text), 1000) AS filler FROM generate_series(1, 6600) i";

    [Fact]
    public async Task Source_LargerThanTheHeap_IsDumpedAndRestored() => await RunAsync(nameof(Source_ChildProcess_DumpsMoreThanItsHeap));

    [Fact]
    public async Task Awkhad_LargerThanTheHeap_IsDumpedAndRestored() => await RunAsync(nameof(Awkhad_ChildProcess_DumpsMoreThanItsHeap));

    [Fact(Explicit = true)]
    public async Task Source_ChildProcess_DumpsMoreThanItsHeap()
    {
        await using PostgreSqlCluster cluster = await PostgreSqlCluster.StartAsync();
        string database = await cluster.CreateAsync(Large);

        await RoundTripAsync(cluster, cluster.Source(database), SmallHeap.EnoughBytes);
    }

    [Fact(Explicit = true)]
    public async Task Awkhad_ChildProcess_DumpsMoreThanItsHeap()
    {
        using TempDirectory directory = new();
        Directory.CreateDirectory(directory.File("store"));
        await using PostgreSqlCluster cluster = await PostgreSqlCluster.StartAsync();
        string database = await cluster.CreateAsync(Large);

        await RoundTripAsync(cluster, cluster.Awkhad(database, directory.File("store"), options => options.CompressionLevel = 1), 1);
    }

    private static async Task RoundTripAsync(PostgreSqlCluster cluster, IRestorableBackupSource source, long atLeast)
    {
        using TempDirectory directory = new();
        await using FileStream dump = new(directory.File("dump"), FileMode.CreateNew);
        await source.WriteToAsync(dump, new SourceRequest { RunId = "run" }, SourceMaking.Token);
        Assert.InRange(dump.Length, atLeast, long.MaxValue);
        dump.Position = 0;

        await source.RestoreAsync(dump, new RestoreRequest { Target = "copy", Time = SourceMaking.Time }, SourceMaking.Token);

        Assert.InRange(await cluster.ValueAsync<long>("copy", "SELECT sum(length(filler)) FROM large"), SmallHeap.EnoughBytes, long.MaxValue);
        SmallHeap.AssertIsLimited();
    }

    private static Task RunAsync(string method) => SmallHeap.RunAsync(
        typeof(PostgreSqlMemoryTests).GetMethod(method, BindingFlags.Public | BindingFlags.Instance)!, new Dictionary<string, string>(), SourceMaking.Token);
}
