using System.Diagnostics;
using BackupSh.TestSupport;

namespace BackupSh.Samples.Tests;

/// <summary>The web application that backs itself up, as a user would start it.</summary>
public sealed class HostAppTests
{
    // Real time: only a test that has failed waits so long.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task HostApp_KilledInARun_GoesOnAtTheNextStartAndStopsWhenAsked()
    {
        using TempDirectory folder = new();
        await SeedAsync(folder.Path);

        using (Process first = Start(folder.Path))
        {
            await UntilAsync(first, () => Infos(folder).Length > 0);
            await UntilAsync(first, () => Uploads(folder).Length > 0);
            first.Kill(); // SIGKILL: nothing of it can clean up
            await first.WaitForExitAsync(Token);
        }

        string[] before = Infos(folder);
        using Process second = Start(folder.Path);
        try
        {
            await UntilAsync(second, () => Infos(folder).Except(before).Any());
            await Shell.RunAsync("kill", ["-TERM", second.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)], cancellationToken: Token);
            await second.WaitForExitAsync(Token).WaitAsync(Patience, Token);
        }
        finally
        {
            Kill(second);
        }

        Assert.Equal(0, second.ExitCode);
        Assert.All(Infos(folder), info => Assert.NotEmpty(Directory.GetFiles(folder.File("backups"), Path.GetFileNameWithoutExtension(info) + ".sqlite3*")));
    }

    // Large enough for a run to be seen while it goes on.
    private static Task SeedAsync(string folder) => Shell.RunAsync(
        RequiredTool.Find("sqlite3"),
        [
            "orders.db",
            "PRAGMA journal_mode = WAL; CREATE TABLE photos (data BLOB);"
            + "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40) INSERT INTO photos SELECT randomblob(1000000) FROM n;",
        ],
        workingDirectory: folder,
        cancellationToken: Token);

    private static Process Start(string folder)
    {
        ProcessStartInfo start = new("dotnet", [Path.Combine(AppContext.BaseDirectory, "HostApp.dll"), "--urls", "http://127.0.0.1:0"])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
        };
        start.Environment["Logging__LogLevel__Default"] = "Warning"; // nobody reads its output
        return Process.Start(start)!;
    }

    private static string[] Infos(TempDirectory folder) => Files(folder, "*.info");

    // What is being written has no name yet, or lies beside its claim.
    private static string[] Uploads(TempDirectory folder) => Files(folder, ".backupsh-*.tmp");

    private static string[] Files(TempDirectory folder, string pattern) =>
        Directory.Exists(folder.File("backups"))
            ? Directory.GetFiles(folder.File("backups"), pattern, new EnumerationOptions { AttributesToSkip = 0 })
            : [];

    private static async Task UntilAsync(Process process, Func<bool> happened)
    {
        long started = TimeProvider.System.GetTimestamp();
        try
        {
            while (!happened())
            {
                Token.ThrowIfCancellationRequested();
                Assert.False(process.HasExited, "The application has ended.");
                Assert.True(TimeProvider.System.GetElapsedTime(started) < Patience, "What the test waits for does not happen.");
                await Task.Yield();
            }
        }
        catch
        {
            Kill(process);
            throw;
        }
    }

    private static void Kill(Process process)
    {
        if (!process.HasExited)
        {
            process.Kill();
        }
    }
}
