using System.Diagnostics;
using System.Globalization;
using BackupSh.Backups;
using BackupSh.Options;
using Microsoft.Extensions.DependencyInjection;

namespace BackupSh.Benchmarks;

/// <summary>What BackupSh adds to <c>pg_dump</c>: the tool alone, the pipeline alone, and both.</summary>
/// <remarks><c>postgresql DATABASE POSTMASTER [ROUNDS]</c>, with PGHOST, PGPORT and PGUSER for the stock tools; their server must let the
/// user in without a password, and the postmaster's process id is asked for processor time.</remarks>
internal static class PostgreSqlThroughput
{
    private const double Mebibyte = 1024 * 1024;
    private const int BufferBytes = 128 * 1024;

    internal static async Task RunAsync(string[] args)
    {
        string database = args[0];
        int postmaster = int.Parse(args[1], CultureInfo.InvariantCulture);
        int rounds = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 5;
        string dump = Path.GetTempFileName();
        try
        {
            await ShellAsync($"pg_dump -Fc -Z0 -d {database} > {dump}");
            await using ServiceProvider services = Host(database, dump);
            (string Name, Func<Task> Work)[] works =
            [
                ("pg_dump -Fc -Z0 > /dev/null", () => ShellAsync($"pg_dump -Fc -Z0 -d {database} > /dev/null")),
                ("pg_dump -Fc -Z0 | cat > /dev/null", () => ShellAsync($"pg_dump -Fc -Z0 -d {database} | cat > /dev/null")),
                ("BackupSh, stored", () => BackUpAsync(services, "pg-stored")),
                ("pipeline alone, stored", () => BackUpAsync(services, "file-stored")),
                ("BackupSh, zstd 3 and OpenPGP", () => BackUpAsync(services, "pg-whole")),
                ("pipeline alone, zstd 3 and OpenPGP", () => BackUpAsync(services, "file-whole")),
                ("pg_dump -Fc -Z0 | zstd -3 > /dev/null", () => ShellAsync($"pg_dump -Fc -Z0 -d {database} | zstd -q -3 > /dev/null")),
            ];
            Console.WriteLine($"{database}: {new FileInfo(dump).Length / Mebibyte:0} MiB of dump, {rounds} rounds after one that is not counted; medians");
            List<Effort>[] efforts = [.. works.Select(_ => new List<Effort>())];
            for (int round = 0; round <= rounds; round++)
            {
                for (int i = 0; i < works.Length; i++)
                {
                    Effort effort = await Effort.OfAsync(works[i].Work, postmaster);
                    Console.Error.WriteLine($"  {round} {works[i].Name,-40} {effort}");
                    if (round > 0)
                    {
                        efforts[i].Add(effort);
                    }
                }
            }

            for (int i = 0; i < works.Length; i++)
            {
                Console.WriteLine($"{works[i].Name,-40} {Effort.MedianOf(efforts[i])}  {Ratio(efforts[i], efforts[0]):0.00} of pg_dump");
            }
        }
        finally
        {
            File.Delete(dump);
        }
    }

    private static double Ratio(List<Effort> these, List<Effort> tool) =>
        Effort.MedianOf([.. these.Zip(tool, (one, other) => one with { Elapsed = one.Elapsed / other.Elapsed })]).Elapsed;

    private static ServiceProvider Host(string database, string dump)
    {
        ServiceCollection services = new();
        string connection = $"Host={Environment.GetEnvironmentVariable("PGHOST")};Port={Environment.GetEnvironmentVariable("PGPORT")};Database={database}";
        IBackupShBuilder builder = services.AddBackupSh()
            .AddStorage("nowhere", _ => new NullStorage(BufferBytes))
            .AddPostgreSqlSource("pg", source => source.ConnectionString = connection)
            .AddSource("file", _ => new FileSource(dump));
        foreach (string source in new[] { "pg", "file" })
        {
            builder
                .AddJob(source + "-stored", job => Configure(job, source, CompressionAlgorithm.None))
                .AddJob(source + "-whole", job =>
                {
                    Configure(job, source, CompressionAlgorithm.Zstd);
                    job.Encryption.Passphrase = Secret.FromValue("correct horse battery staple");
                });
        }

        return services.BuildServiceProvider();
    }

    private static void Configure(BackupJobOptions job, string source, CompressionAlgorithm algorithm)
    {
        job.Source = source;
        job.Storages = ["nowhere"];
        job.Compression.Algorithm = algorithm;
        job.Compression.Level = 3;
    }

    private static async Task BackUpAsync(IServiceProvider services, string job) =>
        (await services.GetRequiredService<BackupRunner>().RunAsync(job)).EnsureSucceeded();

    private static async Task ShellAsync(string script)
    {
        using Process process = Process.Start("bash", ["-euo", "pipefail", "-c", script]);
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{script} failed with {process.ExitCode}.");
        }
    }
}
