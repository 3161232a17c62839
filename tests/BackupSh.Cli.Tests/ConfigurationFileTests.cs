using System.Text.Json;
using BackupSh.Cli.Tests.Fixtures;

namespace BackupSh.Cli.Tests;

public sealed class ConfigurationFileTests
{
    [Fact]
    public async Task Open_NoFile_Returns2AndSaysWhereToPutOne()
    {
        using CliFixture cli = new();
        File.Delete(cli.PathOf("backupsh.json"));

        CliResult result = await cli.RunAsync("list");

        Assert.Equal(
            $"error BSH0701: There is no configuration file '{cli.PathOf("backupsh.json")}'.\n"
            + "  next: Name the file with --config FILE or in the environment variable BACKUPSH_CONFIG, "
            + "or create it: docs/cli.md has an example.\n",
            result.Expect(ExitCodes.Usage).Error);
    }

    [Theory]
    [InlineData("{ \"BackupSh\": ", "BSH0703")]
    [InlineData("[]", "BSH0703")]
    [InlineData("", "BSH0703")]
    [InlineData("{ \"Backups\": {} }", "BSH0704")]
    [InlineData("{}", "BSH0704")]
    public async Task Open_UnusableFile_Returns2WithItsPath(string content, string code)
    {
        using CliFixture cli = new();
        File.WriteAllText(cli.PathOf("backupsh.json"), content);

        CliResult result = await cli.RunAsync("list");

        Assert.StartsWith($"error {code}: ", result.Expect(ExitCodes.Usage).Error, StringComparison.Ordinal);
        Assert.Contains($"'{cli.PathOf("backupsh.json")}'", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_Folder_Returns2()
    {
        using CliFixture cli = new();

        CliResult result = await cli.RunAsync("list", "--config", cli.Folder);

        Assert.StartsWith("error BSH0702: ", result.Expect(ExitCodes.Usage).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_SeveralPlaces_PrefersTheOptionThenTheVariable()
    {
        using CliFixture cli = new();
        cli.Variables["BACKUPSH_CONFIG"] = "from-variable.json";

        CliResult variable = await cli.RunAsync("list");
        CliResult option = await cli.RunAsync("list", "--config", "backupsh.json");

        Assert.Contains($"'{cli.PathOf("from-variable.json")}'", variable.Expect(ExitCodes.Usage).Error, StringComparison.Ordinal);
        option.Expect(ExitCodes.Ok);
    }

    [Fact]
    public async Task Open_FileElsewhere_CountsRelativePathsFromItsFolder()
    {
        using CliFixture cli = new();
        Directory.CreateDirectory(cli.PathOf("etc"));
        File.Copy(cli.PathOf("backupsh.json"), cli.PathOf("etc/backupsh.json"));
        File.Copy(cli.PathOf("passphrase"), cli.PathOf("etc/passphrase"));
        cli.CreateDatabase("etc/shop.db");

        CliResult result = await cli.RunAsync("run", "nightly", "--config", "etc/backupsh.json");

        result.Expect(ExitCodes.Ok);
        Assert.Equal(2, cli.FilesIn("etc/nas").Length);
        Assert.Empty(cli.FilesIn("nas"));
    }

    [Fact]
    public async Task Run_SeveralFaults_Returns2WithEachOnItsLine()
    {
        using CliFixture cli = new();
        cli.WriteConfiguration(
            job: """ "Sauce": "x", "Schedule": "whenever", """,
            jobs: """ "other": { "Source": "nowhere", "Storages": ["moon"] }, """,
            passphrase: "${BACKUPSH_TEST_NOT_SET}");

        CliResult text = await cli.RunAsync("list");
        CliResult json = await cli.RunAsync("list", "--json");

        string[] lines = text.Expect(ExitCodes.Usage).Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("error BSH0705: The configuration cannot be used: 5 faults found.", lines[0], StringComparison.Ordinal);
        Assert.Contains(lines, line => line.StartsWith("  BackupSh:Jobs:other:Source: BSH0117: ", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("  BackupSh:Jobs:other:Storages:0:Name: BSH0118: ", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("  BackupSh:Jobs:nightly:Schedule: BSH0122: ", StringComparison.Ordinal));
        Assert.Contains(
            lines, line => line.StartsWith("  BackupSh:Jobs:nightly:Encryption:Passphrase: BSH0001: ", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("  BackupSh:Jobs:nightly:Sauce: ", StringComparison.Ordinal));
        Assert.Equal(7, lines.Length);
        JsonElement error = json.Expect(ExitCodes.Usage).Json.GetProperty("error");
        Assert.Equal(5, error.GetProperty("faults").GetArrayLength());
        GoldenJson.Match("error-configuration", json, cli);
    }
}
