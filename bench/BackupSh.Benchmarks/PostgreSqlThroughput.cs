using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using BackupSh.Backups;
using BackupSh.Options;
using Microsoft.Extensions.DependencyInjection;

namespace BackupSh.Benchmarks;

/// <summary>What BackupSh adds to <c>pg_dump</c>, and how fast and large the zip of an Awkhad database is.</summary>
/// <remarks><c>postgresql DATABASE [ROUNDS]</c>, with PGHOST, PGPORT and PGUSER for the stock tools; their server must let the user in
/// without a password.</remarks>
internal static class PostgreSqlThroughput
{
    private const double Mebibyte = 1024 * 1024;
    private const int Level = 6;

    private const string PythonZip = """
        import subprocess, sys, zipfile
        with zipfile.ZipFile(sys.argv[2], 'w', zipfile.ZIP_DEFLATED, compresslevel=6, allowZip64=True) as z:
            with z.open('dump.sql', 'w', force_zip64=True) as entry, open(sys.argv[1], 'rb') as dump:
                while data := dump.read(1 << 20):
                    entry.write(data)
        """;

    internal static async Task RunAsync(string[] args)
    {
        string database = args[0];
        int rounds = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 3;
        string home = Directory.CreateTempSubdirectory("backupsh-bench-").FullName;
        try
        {
            Directory.CreateDirectory(Path.Combine(home, "store"));
            await using ServiceProvider services = Host(home, database);
            for (int round = 1; round <= rounds; round++)
            {
                await DumpRoundAsync(services, home, database, round);
                await ZipRoundAsync(services, home, database, round);
            }
        }
        finally
        {
            Directory.Delete(home, recursive: true);
        }
    }

    private static async Task DumpRoundAsync(ServiceProvider services, string home, string database, int round)
    {
        double tool = await SecondsAsync(() => ShellAsync($"pg_dump -Fc -Z0 -d {database} > /dev/null"));
        double compressed = await SecondsAsync(() => ShellAsync($"pg_dump -Fc -Z0 -d {database} | zstd -q -3 > {home}/shell.zst"));
        double plain = await SecondsAsync(() => BackUpAsync(services, "plain"));
        double whole = await SecondsAsync(() => BackUpAsync(services, "whole"));
        Console.WriteLine(
            $"round {round}: pg_dump {tool:0.00} s; BackupSh stored {plain:0.00} s ({plain / tool:0.00}); pg_dump | zstd {compressed:0.00} s; "
            + $"BackupSh zstd and OpenPGP {whole:0.00} s ({whole / compressed:0.00})");
    }

    private static async Task ZipRoundAsync(ServiceProvider services, string home, string database, int round)
    {
        string dump = Path.Combine(home, "dump.sql");
        await ShellAsync($"pg_dump --no-owner -d {database} > {dump}");
        double python = await SecondsAsync(() => RunAsync("python3", "-c", PythonZip, dump, Path.Combine(home, "python.zip")));
        string zip = "";
        double ours = await SecondsAsync(async () => zip = await BackUpAsync(services, "zip"));
        long single = await SingleStreamAsync(dump);
        long size = new FileInfo(Path.Combine(home, "backups", zip)).Length;
        Console.WriteLine(
            $"round {round}: {new FileInfo(dump).Length / Mebibyte:0} MiB of SQL: Python's zipfile {python:0.00} s; BackupSh with pg_dump {ours:0.00} s ({python / ours:0.0} times as fast); "
            + $"{size} bytes, one deflate stream {single} ({100.0 * (size - single) / single:+0.00;-0.00} %), Python {new FileInfo(Path.Combine(home, "python.zip")).Length}");
    }

    private static ServiceProvider Host(string home, string database)
    {
        ServiceCollection services = new();
        string connection = $"Host={Environment.GetEnvironmentVariable("PGHOST")};Port={Environment.GetEnvironmentVariable("PGPORT")};Database={database}";
        services.AddBackupSh()
            .AddFileSystemStorage("disk", storage => (storage.Directory, storage.ReadBack) = (Path.Combine(home, "backups"), false))
            .AddPostgreSqlSource("pg", source => source.ConnectionString = connection)
            .AddAwkhadDatabaseSource("erp", source => (source.ConnectionString, source.FilestoreDirectory, source.CompressionLevel) = (connection, Path.Combine(home, "store"), Level))
            .AddJob("plain", job => Configure(job, "pg", CompressionAlgorithm.None))
            .AddJob("whole", job =>
            {
                Configure(job, "pg", CompressionAlgorithm.Zstd);
                job.Encryption.Passphrase = Secret.FromValue("correct horse battery staple");
            })
            .AddJob("zip", job => Configure(job, "erp", CompressionAlgorithm.None));
        return services.BuildServiceProvider();
    }

    private static void Configure(BackupJobOptions job, string source, CompressionAlgorithm algorithm)
    {
        job.Source = source;
        job.Storages = ["disk"];
        job.Compression.Algorithm = algorithm;
        job.Compression.Level = 3;
    }

    private static async Task<string> BackUpAsync(IServiceProvider services, string job)
    {
        RunResult run = await services.GetRequiredService<BackupRunner>().RunAsync(job);
        run.EnsureSucceeded();
        return run.Backups[0].Archive!;
    }

    private static async Task<long> SingleStreamAsync(string dump)
    {
        using CountingStream counting = new();
        await using FileStream file = File.OpenRead(dump);
        await using (DeflateStream deflate = new(counting, new ZLibCompressionOptions { CompressionLevel = Level }, leaveOpen: true))
        {
            await file.CopyToAsync(deflate);
        }

        return counting.Written;
    }

    private static Task ShellAsync(string script) => RunAsync("bash", "-euo", "pipefail", "-c", script);

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using Process process = Process.Start(program, arguments);
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} failed with {process.ExitCode}.");
        }
    }

    private static async Task<double> SecondsAsync(Func<Task> work)
    {
        Stopwatch watch = Stopwatch.StartNew();
        await work();
        return watch.Elapsed.TotalSeconds;
    }

    private sealed class CountingStream : MemoryStream
    {
        internal long Written { get; private set; }

        public override void Write(ReadOnlySpan<byte> buffer) => Written += buffer.Length;

        public override void Write(byte[] buffer, int offset, int count) => Written += count;

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Written += buffer.Length;
            return ValueTask.CompletedTask;
        }
    }
}
