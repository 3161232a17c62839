using System.Diagnostics;
using BackupSh.Backups;
using BackupSh.Restore;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace BackupSh.Benchmarks;

/// <summary>Backs up and restores a 2 GiB SQLite database, compressed and encrypted, and says how far memory rose above the idle process.</summary>
internal static class PipelineMemory
{
    private const long DatabaseBytes = 2L * 1024 * 1024 * 1024;
    private const double Mebibyte = 1024 * 1024;

    internal static async Task RunAsync()
    {
        string folder = Directory.CreateTempSubdirectory("backupsh-bench-").FullName;
        try
        {
            string database = Path.Combine(folder, "large.db");
            Console.WriteLine($"making a database of {DatabaseBytes / Mebibyte:0} MiB, half of it random …");
            Create(database, DatabaseBytes);
            Create(Path.Combine(folder, "small.db"), 4 * 1024 * 1024);

            await using ServiceProvider services = Host(folder);

            // A small round first: code is compiled, libraries are loaded. What is left then is the idle process.
            await MeasureAsync("warm-up", 0, () => BackUpAsync(services, "small"), report: false);
            await MeasureAsync("warm-up", 0, () => RestoreAsync(services, "small", folder), report: false);
            long idle = Settle();
            Console.WriteLine($"idle process: {idle / Mebibyte:0.0} MiB resident");

            await MeasureAsync("back up", idle, () => BackUpAsync(services, "large"));
            Settle();
            await MeasureAsync("restore", idle, () => RestoreAsync(services, "large", folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static ServiceProvider Host(string folder)
    {
        ServiceCollection services = new();
        IBackupShBuilder builder = services.AddBackupSh().AddFileSystemStorage("disk", storage => storage.Directory = Path.Combine(folder, "backups"));
        foreach (string name in new[] { "small", "large" })
        {
            builder.AddSqliteSource(name, source =>
            {
                source.ConnectionString = $"Data Source={Path.Combine(folder, name + ".db")}";
                source.ScratchDirectory = folder;
            });
            builder.AddJob(name, job =>
            {
                job.Source = name;
                job.Storages = ["disk"];
                job.Encryption.Passphrase = "bench";
            });
        }

        return services.BuildServiceProvider();
    }

    private static async Task BackUpAsync(IServiceProvider services, string job) =>
        (await services.GetRequiredService<BackupRunner>().RunAsync(job)).EnsureSucceeded();

    private static async Task RestoreAsync(IServiceProvider services, string source, string folder) =>
        await services.GetRequiredService<BackupRestorer>().RestoreAsync(
            $"latest:{source}", new RestoreOptions { Target = Path.Combine(folder, source + "-restored.db") });

    private static async Task MeasureAsync(string name, long idle, Func<Task> work, bool report = true)
    {
        ProcessMemory.ResetPeak();
        Stopwatch watch = Stopwatch.StartNew();
        await work();
        if (report)
        {
            double peak = (ProcessMemory.PeakBytes - idle) / Mebibyte;
            double rate = DatabaseBytes / Mebibyte / watch.Elapsed.TotalSeconds;
            Console.WriteLine($"{name,-8} peak {peak,6:0.0} MiB above idle; {watch.Elapsed.TotalSeconds:0.0} s, {rate:0} MiB/s of content");
        }
    }

    private static long Settle()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        return ProcessMemory.ResidentBytes;
    }

    private static void Create(string path, long bytes)
    {
        using SqliteConnection connection = new($"Data Source={path};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = $"""
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = OFF;
            CREATE TABLE item (id INTEGER PRIMARY KEY, noise BLOB, text TEXT);
            WITH RECURSIVE ids(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM ids WHERE id < {bytes / 4096})
            INSERT INTO item SELECT id, randomblob(1950), hex(zeroblob(950)) FROM ids;
            """;
        command.CommandTimeout = 0;
        command.ExecuteNonQuery();
    }
}
