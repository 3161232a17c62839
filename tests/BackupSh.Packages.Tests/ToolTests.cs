using BackupSh.TestSupport;

namespace BackupSh.Packages.Tests;

/// <summary>The command line tool, installed as a stranger would.</summary>
public sealed class ToolTests(PackedFeed feed)
{
    [Fact]
    public async Task Tool_Installed_BacksUpListsAndRestores()
    {
        using Stranger stranger = new(feed);
        await DotNet.SucceedAsync(
            stranger.Folder, stranger.Packages, "tool", "install", "BackupSh.Cli", "--tool-path", "tools", "--version", PackedFeed.Version);
        await File.WriteAllTextAsync(stranger.File("backupsh.json"), Configuration, TestContext.Current.CancellationToken);
        await SucceedAsync(stranger, RequiredTool.Find("sqlite3"), "shop.db", "CREATE TABLE orders (id INTEGER); INSERT INTO orders VALUES (1), (2), (3);");
        string tool = stranger.File(Path.Combine("tools", "backupsh"));

        await SucceedAsync(stranger, tool, "run", "nightly");
        string listed = await SucceedAsync(stranger, tool, "list");
        await SucceedAsync(stranger, tool, "restore", "latest:shop", "--to", "restored.db");

        Assert.Contains("shop.", listed, StringComparison.Ordinal);
        Assert.Equal("3\n", await SucceedAsync(stranger, RequiredTool.Find("sqlite3"), "restored.db", "SELECT count(*) FROM orders;"));
    }

    [Fact]
    public async Task Tool_Installed_TellsItsVersion()
    {
        using Stranger stranger = new(feed);
        await DotNet.SucceedAsync(
            stranger.Folder, stranger.Packages, "tool", "install", "BackupSh.Cli", "--tool-path", "tools", "--version", PackedFeed.Version);

        string output = await SucceedAsync(stranger, stranger.File(Path.Combine("tools", "backupsh")), "--version");

        Assert.StartsWith(PackedFeed.Version, output, StringComparison.Ordinal);
    }

    private const string Configuration =
        """
        { "BackupSh": {
            "Sources":  { "shop": { "Type": "Sqlite", "ConnectionString": "Data Source=shop.db" } },
            "Storages": { "nas":  { "Type": "FileSystem", "Directory": "backups" } },
            "Jobs":     { "nightly": { "Source": "shop", "Storages": ["nas"],
                                       "Encryption": { "Passphrase": "${STRANGER_PASSPHRASE}" }, "Rotation": { "Daily": 7 } } } } }
        """;

    private static async Task<string> SucceedAsync(Stranger stranger, string program, params string[] arguments)
    {
        Dictionary<string, string> environment = new() { ["STRANGER_PASSPHRASE"] = "correct horse battery staple" };
        Shell.Result result = await Shell.RunAsync(program, arguments, environment: environment, workingDirectory: stranger.Folder);
        Assert.True(result.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {result.ExitCode}:\n{result.Output}\n{result.Error}");
        return result.Output;
    }
}
