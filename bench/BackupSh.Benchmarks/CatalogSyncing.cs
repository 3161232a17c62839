using System.Diagnostics;
using System.Globalization;
using Amazon.Runtime;
using Amazon.S3;
using BackupSh.Catalog.Sync;
using BackupSh.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace BackupSh.Benchmarks;

/// <summary>What a sync with a bucket costs: the first one, and one that finds nothing new. The server is a radosgw, and every request on the wire counts.</summary>
internal static class CatalogSyncing
{
    private const string Bucket = "bench";
    private const double Mebibyte = 1024 * 1024;

    internal static async Task RunAsync(string[] arguments)
    {
        int[] counts = arguments.Length > 0 ? [.. arguments.Select(text => int.Parse(text, CultureInfo.InvariantCulture))] : [1_000, 10_000, 100_000];
        string home = Directory.CreateTempSubdirectory("backupsh-bench-").FullName;
        try
        {
            await using S3Server server = await S3Server.StartAsync(Path.Combine(home, "ceph"), "memstore");
            using AmazonS3Client client = new(
                new BasicAWSCredentials(S3Server.AccessKey, S3Server.SecretKey),
                new AmazonS3Config { ServiceURL = server.Endpoint, ForcePathStyle = true, AuthenticationRegion = "us-east-1" });
            await client.PutBucketAsync(Bucket);
            Console.WriteLine("| catalog | backups | sync | list requests | info files read | s | MiB above idle, at most |");
            Console.WriteLine("| --- | ---: | --- | ---: | ---: | ---: | ---: |");
            int there = 0;
            foreach (int count in counts.Order())
            {
                await SyncedBucket.FillAsync(client, Bucket, there, count);
                there = count;
                await RunAsync(server, "in memory", count, static _ => { });
                string file = Path.Combine(home, $"catalog-{count}.db");
                await RunAsync(server, "SQLite", count, builder => builder.AddSqliteCatalog(options => options.File = file));
            }
        }
        finally
        {
            Directory.Delete(home, recursive: true);
        }
    }

    private static async Task RunAsync(S3Server server, string catalog, int count, Action<IBackupShBuilder> configure)
    {
        await using ServiceProvider nothing = new ServiceCollection().BuildServiceProvider();
        FaultyStorage storage = new(S3Throughput.Open(server, new(), nothing));
        ServiceCollection services = new();
        configure(services.AddBackupSh().AddStorage("bucket", _ => storage));
        await using ServiceProvider provider = services.BuildServiceProvider();
        CatalogSync sync = provider.GetRequiredService<CatalogSync>();
        await MeasureAsync(catalog, count, "first", sync, storage);
        await MeasureAsync(catalog, count, "no change", sync, storage);
    }

    private static async Task MeasureAsync(string catalog, int count, string what, CatalogSync sync, FaultyStorage storage)
    {
        int before = storage.Calls.Count;
        long idle = GC.GetTotalMemory(forceFullCollection: true);
        long most = idle;
        using RequestCounter requests = new();
        long started = Stopwatch.GetTimestamp();
        Task<IReadOnlyList<SyncResult>> running = Task.Run(() => sync.SyncAsync());
        while (!running.IsCompleted)
        {
            most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: false));
            await Task.WhenAny(running, Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System));
        }

        SyncResult result = (await running)[0];
        double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        if (result.Backups != count || result.Error is not null)
        {
            throw new InvalidOperationException($"{result.Backups} backups of {count} were found: {result.Error}");
        }

        int reads = storage.Calls.Skip(before).Count(call => call.Operation == StorageOperation.OpenRead);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {catalog} | {count:N0} | {what} | {requests.Count - reads:N0} | {reads:N0} | {seconds:0.0} | {(most - idle) / Mebibyte:0} |"));
    }
}
