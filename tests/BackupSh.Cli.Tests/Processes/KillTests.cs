using System.Diagnostics;
using System.Text.Json;
using BackupSh.Cli.Tests.Fixtures;

namespace BackupSh.Cli.Tests.Processes;

/// <summary>Runs that are killed, at every state that a storage shows and at times in between.</summary>
[Collection(nameof(AloneCollection))]
public sealed class KillTests
{
    // Large enough that a run takes a while, small enough for fifty of them.
    private const int Megabytes = 12;
    private const int Mebibyte = 1024 * 1024;
    private const int LeastKills = 20;
    private const int OldBackups = 2;

    // A state may be over before it is seen: then the run has succeeded, and another one is tried.
    private const int MostAttempts = 4;

    [Fact]
    public async Task Run_KilledAnywhere_DamagesNothingAndTheNextRunSucceeds()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "SIGKILL is not of Windows.");
        using CliFixture cli = new();
        await PrepareAsync(cli);
        StorageWatch storage = new(cli.Storage);
        TimeSpan whole = await MeasureAsync(cli);
        int kills = 0;
        List<string> passed = [];

        foreach ((string point, Func<StorageWatch, TimeSpan, bool> reached) in Points(whole))
        {
            int attempts = 1;
            bool killed = await KillAsync(cli, storage, reached);
            while (!killed && attempts++ < MostAttempts)
            {
                killed = await KillAsync(cli, storage, reached);
            }

            kills += killed ? 1 : 0;
            passed.Add($"{point}: {(killed ? $"killed, attempt {attempts}" : "always ended first")}");
            await ExpectWholeAsync(cli, storage, point);
            (await cli.RunAsync("run", "nightly")).Expect(ExitCodes.Ok);
        }

        TestContext.Current.TestOutputHelper!.WriteLine(string.Join('\n', passed));
        Assert.True(kills >= LeastKills, $"Only {kills} kills:\n{string.Join('\n', passed)}");
        await ExpectWholeAsync(cli, storage, "the end");
        await ExpectLeftoversAreSweptAsync(cli, storage, kills);
    }

    private static async Task PrepareAsync(CliFixture cli)
    {
        cli.CreateDatabase("old.db");
        File.Delete(cli.PathOf("shop.db"));
        cli.CreateDatabase("shop.db", Megabytes);
        File.WriteAllText(cli.PathOf("backupsh.json"), """
            { "BackupSh": {
                "Sources":  { "shop": { "Type": "Sqlite", "ConnectionString": "Data Source=shop.db" }, "old": { "Type": "Sqlite", "ConnectionString": "Data Source=old.db" } },
                "Storages": { "nas": { "Type": "FileSystem", "Directory": "nas" } },
                "Jobs":     { "nightly": { "Rotation": { "Yearly": 1 }, "Source": "shop", "Storages": ["nas"] }, "keep": { "Source": "old", "Storages": ["nas"] } } } }
            """);
        for (int i = 0; i < OldBackups; i++)
        {
            cli.Time = new ShiftedTime(TimeSpan.FromSeconds(-20 * (i + 1)));
            (await cli.RunAsync("run", "keep")).Expect(ExitCodes.Ok);
        }

        cli.Time = TimeProvider.System;
    }

    private static async Task<TimeSpan> MeasureAsync(CliFixture cli)
    {
        long start = Stopwatch.GetTimestamp();
        (await CliProcess.RunAsync(cli, "run", "nightly")).Expect(ExitCodes.Ok);
        return Stopwatch.GetElapsedTime(start);
    }

    private static IEnumerable<(string Point, Func<StorageWatch, TimeSpan, bool> Reached)> Points(TimeSpan whole)
    {
        yield return ("claim", (storage, _) => storage.HasNew(".claim"));
        for (int step = 0; step < 6; step++)
        {
            long bytes = (step * Megabytes / 6L * Mebibyte) + 1;
            yield return ($"temporary of {bytes} bytes", (storage, _) => storage.TemporaryBytes >= bytes);
        }

        for (int i = 0; i < 3; i++)
        {
            yield return ("archive", (storage, _) => storage.HasNew(".sqlite3.zst"));
            yield return ("info file", (storage, _) => storage.HasNew(".info"));
            yield return ("claim gone", (storage, _) => storage.HasNew(".info") && !storage.HasNew(".claim"));
        }

        for (int part = 1; part < 8; part++)
        {
            TimeSpan delay = whole * (part / 10.0);
            yield return ($"after {delay.TotalMilliseconds:0} ms", (_, elapsed) => elapsed >= delay);
        }
    }

    private static async Task<bool> KillAsync(CliFixture cli, StorageWatch storage, Func<StorageWatch, TimeSpan, bool> reached)
    {
        storage.Remember();
        long start = Stopwatch.GetTimestamp();
        using CliProcess process = CliProcess.Start(cli, "run", "nightly");
        if (process.WatchUntil(() => reached(storage, Stopwatch.GetElapsedTime(start))))
        {
            process.Kill();
        }

        CliResult result = await process.WaitAsync();
        return result.ExitCode != ExitCodes.Ok;
    }

    // What a user asks for: what the list shows can be restored, and what was there before still is.
    private static async Task ExpectWholeAsync(CliFixture cli, StorageWatch storage, string point)
    {
        CliResult verified = await cli.RunAsync("verify", "--all", "--json");
        Assert.True(verified.ExitCode == ExitCodes.Ok, $"Killed at '{point}': {verified.Out}{verified.Error}");
        JsonElement[] results = [.. verified.Json.GetProperty("results").EnumerateArray()];
        Assert.Equal(OldBackups, results.Count(result => result.GetProperty("backup").GetString()!.StartsWith("old.", StringComparison.Ordinal)));
        Assert.True(results.Length > OldBackups, $"Killed at '{point}': no backup of 'shop' is left.");

        JsonElement problems = (await cli.RunAsync("list", "--json")).Expect(ExitCodes.Ok).Json.GetProperty("problems");
        Assert.All(problems.EnumerateArray(), problem => Assert.Equal("archiveWithoutInfo", problem.GetProperty("kind").GetString()));
        Assert.Equal(results.Length, storage.Count(".info"));
    }

    private static async Task ExpectLeftoversAreSweptAsync(CliFixture cli, StorageWatch storage, int kills)
    {
        Assert.InRange(storage.Temporaries.Count() + storage.Count(".claim"), 0, 2 * kills);
        foreach (FileInfo leftover in storage.Temporaries.Concat(storage.Files.Where(file => file.Extension == ".claim")).ToArray())
        {
            leftover.LastWriteTimeUtc -= TimeSpan.FromDays(2);
        }

        (await cli.RunAsync("run", "nightly")).Expect(ExitCodes.Ok);

        Assert.Empty(storage.Temporaries);
        Assert.Equal(0, storage.Count(".claim"));
    }
}
