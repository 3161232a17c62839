using BackupSh.Cli.Tests.Fixtures;

namespace BackupSh.Cli.Tests.Commands;

public sealed class RestoreCommandTests
{
    [Fact]
    public async Task Restore_LatestOfASource_MakesANewDatabase()
    {
        using CliFixture cli = new();
        string backup = await cli.BackUpAsync();

        CliResult result = await cli.RunAsync("restore", "latest:shop", "--to", cli.PathOf("restored.db"));

        Assert.StartsWith($"Restored '{backup}' from storage 'nas' in ", result.Expect(ExitCodes.Ok).Out, StringComparison.Ordinal);
        Assert.Contains("\nnext: look at the restored data", result.Out, StringComparison.Ordinal);
        Assert.True(new FileInfo(cli.PathOf("restored.db")).Length > 20_000);
    }

    [Fact]
    public async Task Restore_WithJson_WritesTheDocumentedShape()
    {
        using CliFixture cli = new();
        string backup = await cli.BackUpAsync();

        CliResult result = await cli.RunAsync(
            "restore", backup, "--to", cli.PathOf("restored.db"), "--storage", "nas", "--source", "shop", "--json");

        result.Expect(ExitCodes.Ok);
        GoldenJson.Match("restore", result, cli);
    }

    [Fact]
    public async Task Restore_ExistingTarget_IsReplacedOnlyOnDemand()
    {
        using CliFixture cli = new();
        await cli.BackUpAsync();
        File.Copy(cli.PathOf("shop.db"), cli.PathOf("target.db"));
        long before = new FileInfo(cli.PathOf("target.db")).Length;

        CliResult refused = await cli.RunAsync("restore", "latest:shop", "--to", cli.PathOf("target.db"));
        CliResult replaced = await cli.RunAsync("restore", "latest:shop", "--to", cli.PathOf("target.db"), "--replace", "--json");

        refused.Expect(ExitCodes.Failed);
        Assert.StartsWith("error BSH03", refused.Error, StringComparison.Ordinal);
        string previous = replaced.Expect(ExitCodes.Ok).Json.GetProperty("previousTarget").GetString()!;
        Assert.Equal(before, new FileInfo(previous).Length);
    }

    [Fact]
    public async Task Restore_ReplacedTarget_IsNamedAndKept()
    {
        using CliFixture cli = new();
        await cli.BackUpAsync();
        File.Copy(cli.PathOf("shop.db"), cli.PathOf("target.db"));

        CliResult result = await cli.RunAsync("restore", "latest:shop", "--to", cli.PathOf("target.db"), "--replace");

        string previous = result.Expect(ExitCodes.Ok).Out.Split('\n').Single(line => line.StartsWith("previous  ", StringComparison.Ordinal))["previous  ".Length..];
        Assert.Equal(new FileInfo(cli.PathOf("shop.db")).Length, new FileInfo(previous).Length);
        Assert.EndsWith($"next: look at the restored data, then remove '{previous}'\n", result.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nas")]
    [InlineData("attic")]
    public async Task Restore_FromANamedStorage_ReadsThatOne(string storage)
    {
        using CliFixture cli = new();
        cli.WriteConfiguration(jobs: """ "both": { "Source": "shop", "Storages": ["nas", "attic"] }, """);
        (await cli.RunAsync("run", "both")).Expect(ExitCodes.Ok);

        CliResult result = await cli.RunAsync("restore", "latest:shop", "--to", cli.PathOf("restored.db"), "--storage", storage, "--json");

        Assert.Equal(storage, result.Expect(ExitCodes.Ok).Json.GetProperty("storage").GetString());
    }

    [Theory]
    [InlineData(ExitCodes.Failed, "BSH0601", "nas")]
    [InlineData(ExitCodes.NoSuchBackup, "BSH0542", "attic")]
    [InlineData(ExitCodes.Usage, "BSH0142", "moon")]
    public async Task Restore_NamedStorageHasNoWholeCopy_DoesNotTakeAnother(int exitCode, string code, string storage)
    {
        using CliFixture cli = new();
        string backup = await cli.BackUpAsync();
        Damage.Flip(cli.ArchiveOf(backup));

        CliResult result = await cli.RunAsync("restore", backup, "--to", cli.PathOf("restored.db"), "--storage", storage);

        Assert.StartsWith($"error {code}: ", result.Expect(exitCode).Error, StringComparison.Ordinal);
        Assert.Empty(cli.Leftovers());
    }

    [Fact]
    public async Task Restore_WrongPassphrase_Returns12AndMakesNothing()
    {
        using CliFixture cli = new();
        await cli.BackUpAsync();
        File.WriteAllText(cli.PathOf("passphrase"), "another passphrase");

        CliResult text = await cli.RunAsync("restore", "latest:shop", "--to", cli.PathOf("restored.db"));
        CliResult json = await cli.RunAsync("restore", "latest:shop", "--to", cli.PathOf("restored.db"), "--json");

        Assert.Contains("is intact, so the key is wrong", text.Expect(ExitCodes.CannotDecrypt).Error, StringComparison.Ordinal);
        Assert.Equal("BSH0602", json.Expect(ExitCodes.CannotDecrypt).Json.GetProperty("error").GetProperty("code").GetString());
        Assert.False(File.Exists(cli.PathOf("restored.db")));
    }

    [Fact]
    public async Task Restore_NoSuchBackup_Returns10()
    {
        using CliFixture cli = new();

        CliResult result = await cli.RunAsync("restore", "latest:shop", "--to", cli.PathOf("restored.db"));

        Assert.StartsWith("error BSH0542: ", result.Expect(ExitCodes.NoSuchBackup).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restore_WithoutTarget_Returns2()
    {
        using CliFixture cli = new();

        CliResult result = await cli.RunAsync("restore", "latest:shop");

        Assert.Contains("--to", result.Expect(ExitCodes.Usage).Error, StringComparison.Ordinal);
    }
}
