using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace BackupSh.Benchmarks;

/// <summary>How long short commands of the tool take, from start to end of the process.</summary>
internal static class CliStartup
{
    private const int Rounds = 20;

    internal static async Task RunAsync(string[] arguments)
    {
        if (arguments.Length == 0)
        {
            throw new ArgumentException("Name folders, each with a published tool.");
        }

        DirectoryInfo place = Directory.CreateTempSubdirectory("backupsh-startup-");
        try
        {
            await PrepareAsync(arguments[0], place.FullName);
            Console.WriteLine($"| milliseconds, median of {Rounds} | version | list |\n| --- | ---: | ---: |");
            List<double>[] versions = [.. arguments.Select(_ => new List<double>())];
            List<double>[] lists = [.. arguments.Select(_ => new List<double>())];
            for (int round = 0; round <= Rounds; round++)
            {
                // In turns, so that a busy moment meets all of them; the first round fills the page cache.
                foreach ((int index, string folder) in arguments.Index())
                {
                    (double version, double list) = (await TimeAsync(folder, place.FullName, "version"), await TimeAsync(folder, place.FullName, "list"));
                    if (round > 0)
                    {
                        versions[index].Add(version);
                        lists[index].Add(list);
                    }
                }
            }

            foreach ((int index, string folder) in arguments.Index())
            {
                Console.WriteLine($"| {Path.GetFileName(folder.TrimEnd('/'))} | {Median(versions[index]):0} | {Median(lists[index]):0} |");
            }
        }
        finally
        {
            place.Delete(recursive: true);
        }
    }

    private static async Task PrepareAsync(string tool, string place)
    {
        using (SqliteConnection connection = new($"Data Source={Path.Combine(place, "shop.db")};Pooling=False"))
        {
            connection.Open();
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = "PRAGMA journal_mode=wal; CREATE TABLE item (id INTEGER PRIMARY KEY)";
            command.ExecuteNonQuery();
        }

        await TimeAsync(tool, place, "init", "--yes", "--source", "shop.db", "--encryption", "none", "--quiet");
        for (int i = 0; i < 10; i++)
        {
            await TimeAsync(tool, place, "run", "nightly", "--quiet");
        }
    }

    private static async Task<double> TimeAsync(string folder, string place, params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", [Path.Combine(Path.GetFullPath(folder), "BackupSh.Cli.dll"), .. arguments])
        {
            WorkingDirectory = place,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        long started = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        TimeSpan elapsed = Stopwatch.GetElapsedTime(started);
        await output;
        return process.ExitCode == 0 ? elapsed.TotalMilliseconds : throw new InvalidOperationException(await error);
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
