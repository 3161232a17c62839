using BackupSh.TestSupport;

namespace BackupSh.Samples.Tests;

/// <summary>The samples as a reader would run them.</summary>
public sealed class SampleTests
{
    [Fact]
    public async Task CustomStorage_Run_BacksUpToTwoAndRestores()
    {
        Shell.Result result = await RunAsync("CustomStorage");

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Matches(
            """
            ^shop\.[-_0-9]+ in '(vault|spare)': \d+ bytes, Verified
            shop\.[-_0-9]+ in '(vault|spare)': \d+ bytes, Verified
            Restored from '(vault|spare)': apple and pear\.
            $
            """.ReplaceLineEndings("\n"),
            result.Output);
    }

    [Fact]
    public async Task CustomSource_Run_BacksUpAndRestores()
    {
        Shell.Result result = await RunAsync("CustomSource");

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Matches(
            """
            ^'disk' has settings\.[-_0-9]+, \d+ bytes\.
            'disk' has sessions\.[-_0-9]+, \d+ bytes\.
            'settings-yesterday' has \[mail, off\], \[theme, dark\]; 'settings' has \[mail, on\], \[theme, light\]\.
            $
            """.ReplaceLineEndings("\n"),
            result.Output);
    }

    /// <summary>The host of the README, in a folder with the database that it names.</summary>
    [Fact]
    public async Task MinimalHost_Run_BacksUpTheDatabaseBesideIt()
    {
        using TempDirectory folder = new();
        await Shell.RunAsync(
            RequiredTool.Find("sqlite3"), ["shop.db", "PRAGMA journal_mode = WAL; CREATE TABLE orders (id INTEGER);"], workingDirectory: folder.Path, cancellationToken: Token);

        Shell.Result refused = await RunAsync("MinimalHost", folder.Path, ("BACKUPSH_PASSPHRASE", ""));
        Shell.Result result = await RunAsync("MinimalHost", folder.Path, ("BACKUPSH_PASSPHRASE", "correct horse battery staple"));

        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains("BackupSh:Jobs:nightly:Encryption:Passphrase: BSH", refused.Error, StringComparison.Ordinal);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal(
            [".info", ".enc"],
            Directory.EnumerateFiles(folder.File("backups")).Order(StringComparer.Ordinal).Select(Path.GetExtension));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static Task<Shell.Result> RunAsync(string sample, string? folder = null, params (string Name, string Value)[] environment) =>
        Shell.RunAsync(
            "dotnet",
            [Path.Combine(AppContext.BaseDirectory, sample + ".dll")],
            environment: environment.ToDictionary(variable => variable.Name, variable => variable.Value),
            workingDirectory: folder,
            cancellationToken: Token);
}
