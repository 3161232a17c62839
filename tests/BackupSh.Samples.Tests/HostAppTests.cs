using BackupSh.TestSupport;

namespace BackupSh.Samples.Tests;

/// <summary>The web application that backs itself up, as a user would start it.</summary>
public sealed class HostAppTests
{
    // Real time: what the application promises, for a job of every ten seconds. On a busy machine its start alone takes long.
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task HostApp_KilledInARun_GoesOnAtTheNextStartAndStopsWhenAsked()
    {
        using TempDirectory folder = new();
        await SeedAsync(folder.Path);

        await using (HostAppProcess first = await HostAppProcess.StartAsync(folder.Path))
        {
            await UntilAsync(() => Infos(folder).Length > 0);
            await UntilAsync(() => IsUploading(folder));
            Assert.Equal(137, await first.EndAsync("-KILL", Token)); // nothing of it can clean up
        }

        string[] before = Infos(folder);
        Assert.True(IsUploading(folder), "The run had ended before the kill.");
        await using HostAppProcess second = await HostAppProcess.StartAsync(folder.Path);
        await UntilAsync(() => Infos(folder).Except(before).Any());

        string[] statuses = [.. (await second.GetAsync("history", Token)).Select(run => run.GetProperty("status").GetString()!)];
        Assert.Contains("Succeeded", statuses);
        Assert.Contains("Interrupted", statuses);
        Assert.All(await second.GetAsync("backups", Token), backup => Assert.Equal("Complete", backup.GetProperty("health").GetString()));
        Assert.Equal(2, (await second.GetAsync("jobs", Token)).Count);
        Assert.Equal(0, await second.EndAsync("-TERM", Token));
    }

    // Large enough for a run to be seen while it goes on.
    private static async Task SeedAsync(string folder) => await Shell.RunAsync(
        RequiredTool.Find("sqlite3"),
        [
            "orders.db",
            "PRAGMA journal_mode = WAL; CREATE TABLE photos (data BLOB);"
            + "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60) INSERT INTO photos SELECT randomblob(1000000) FROM n;",
        ],
        workingDirectory: folder,
        cancellationToken: Token);

    private static string[] Infos(TempDirectory folder) => Files(folder, "*.info");

    // The name is claimed, and what is being written has no name yet.
    private static bool IsUploading(TempDirectory folder) => Files(folder, "*.claim").Length > 0 && Files(folder, ".backupsh-*.tmp").Length > 0;

    private static string[] Files(TempDirectory folder, string pattern) =>
        Directory.Exists(folder.File("backups"))
            ? Directory.GetFiles(folder.File("backups"), pattern, new EnumerationOptions { AttributesToSkip = 0 })
            : [];

    private static async Task UntilAsync(Func<bool> happened)
    {
        long started = TimeProvider.System.GetTimestamp();
        using PeriodicTimer timer = new(TimeSpan.FromMilliseconds(20));
        while (!happened())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Minute, "What the test waits for does not happen.");
            await timer.WaitForNextTickAsync(Token);
        }
    }
}
