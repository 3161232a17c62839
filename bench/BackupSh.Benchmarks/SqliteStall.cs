using System.Diagnostics;
using System.Globalization;
using BackupSh.Configuration;
using BackupSh.Sources;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace BackupSh.Benchmarks;

/// <summary>How long a writer of a 1 GiB database waits for its commits while the database is backed up.</summary>
/// <remarks><c>sqlite-stall [MiB] [directory]</c>. The writer is another process; it commits every 5 ms, each commit flushed.</remarks>
internal static class SqliteStall
{
    private const string WriterMode = "write";
    private const int MebiByte = 1024 * 1024;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(10);

    internal static async Task RunAsync(string[] args)
    {
        if (args is [WriterMode, string path])
        {
            Write(path);
            return;
        }

        int size = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 1024;
        DirectoryInfo directory = Directory.CreateDirectory(
            Path.Combine(args.Length > 1 ? args[1] : Path.GetTempPath(), $"sqlite-stall-{Environment.ProcessId}"));
        try
        {
            await MeasureAsync(directory.FullName, "wal", size);
            await MeasureAsync(directory.FullName, "delete", size);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static async Task MeasureAsync(string directory, string journalMode, int size)
    {
        string path = Path.Combine(directory, $"{journalMode}.db");
        Fill(path, journalMode, size);
        IBackupSource source = Source(path, directory);
        Console.WriteLine($"## journal_mode={journalMode}, {new FileInfo(path).Length / MebiByte} MiB");
        Console.WriteLine(await WhileAsync(path, "writer alone", () => Task.Delay(Quiet, TimeProvider.System)));
        for (int round = 1; round <= 3; round++)
        {
            Console.WriteLine(await WhileAsync(path, $"with backup {round}", () => BackUpAsync(source)));
        }

        for (int round = 1; round <= 3; round++)
        {
            double ours = await SecondsAsync(() => BackUpAsync(source));
            double shell = await SecondsAsync(() => ShellBackupAsync(path, Path.Combine(directory, "shell.db")));
            double copy = await SecondsAsync(() => ShellCopyAsync(path, Path.Combine(directory, "copy.db")));
            Console.WriteLine(
                $"copy {round}: BackupSh {size / ours:0} MiB/s (copied, checked, read back), sqlite3 .backup {size / shell:0} MiB/s, cp {size / copy:0} MiB/s, BackupSh / .backup time {ours / shell:0.00}");
        }
    }

    private static async Task<string> WhileAsync(string path, string title, Func<Task> work)
    {
        using Process writer = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["sqlite-stall", WriterMode, path])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        await writer.StandardOutput.ReadLineAsync(); // it has begun
        double seconds = await SecondsAsync(work);
        writer.StandardInput.Close();
        string figures = await writer.StandardOutput.ReadToEndAsync();
        await writer.WaitForExitAsync();
        return $"{title} ({seconds:0.0} s): {figures.Trim()}";
    }

    /// <summary>The writer's process: commits until its input ends, then tells how long the commits took.</summary>
    private static void Write(string path)
    {
        using SqliteConnection connection = new($"Data Source={path};Pooling=False;Default Timeout=600");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "PRAGMA busy_timeout=600000; UPDATE counter SET value = value + 1";
        Task<string> end = Task.Run(Console.In.ReadToEnd); // the console reads synchronously, whatever is asked
        List<double> milliseconds = [];
        Console.WriteLine("begun");
        while (!end.IsCompleted)
        {
            long start = Stopwatch.GetTimestamp();
            command.ExecuteNonQuery();
            milliseconds.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            end.Wait(Pause);
        }

        milliseconds.Sort();
        Console.WriteLine(
            $"{milliseconds.Count} commits, median {milliseconds[milliseconds.Count / 2]:0.0} ms, p99 {milliseconds[milliseconds.Count * 99 / 100]:0.0} ms, longest {milliseconds[^1]:0.0} ms");
    }

    private static void Fill(string path, string journalMode, int size)
    {
        using SqliteConnection connection = new($"Data Source={path};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = $"""
            PRAGMA journal_mode={journalMode};
            CREATE TABLE counter (value INTEGER); INSERT INTO counter VALUES (0);
            CREATE TABLE ballast (id INTEGER PRIMARY KEY, name TEXT, bytes BLOB);
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {size} * 1024) INSERT INTO ballast SELECT i, hex(randomblob(16)), randomblob(950) FROM n;
            CREATE INDEX ballast_name ON ballast (name);
            PRAGMA wal_checkpoint(TRUNCATE);
            """;
        command.ExecuteNonQuery();
    }

    private static IBackupSource Source(string path, string scratch)
    {
        Builder builder = new();
        builder.AddSqliteSource("bench", options =>
        {
            options.ConnectionString = $"Data Source={path}";
            options.ScratchDirectory = scratch;
        });
        ComponentRegistration<IBackupSource> registration = builder.Services
            .Select(service => service.ImplementationInstance).OfType<ComponentRegistration<IBackupSource>>().Single();
        return registration.Type.Bind("bench", section: null, registration.Configure, new OptionsScope("Bench")).Create(builder);
    }

    private static async Task BackUpAsync(IBackupSource source) => await source.WriteToAsync(Stream.Null, new SourceRequest { RunId = "bench" });

    private static async Task ShellBackupAsync(string path, string copy)
    {
        await RunAsync("sqlite3", path, $".backup '{copy}'");
        File.Delete(copy);
    }

    private static async Task ShellCopyAsync(string path, string copy)
    {
        await RunAsync("cp", path, copy);
        File.Delete(copy);
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using Process process = Process.Start(program, arguments);
        await process.WaitForExitAsync();
    }

    private static async Task<double> SecondsAsync(Func<Task> work)
    {
        long start = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private sealed class Builder : IBackupShBuilder, IServiceProvider
    {
        public IServiceCollection Services { get; } = new ServiceCollection();

        public object? GetService(Type serviceType) => null;
    }
}
