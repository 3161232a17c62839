using BackupSh.Cli.Tests.Fixtures;

namespace BackupSh.Cli.Tests.Commands;

public sealed class VerifyCommandTests
{
    [Theory]
    [InlineData("--all")]
    [InlineData("latest:shop")]
    [InlineData(null)]
    public async Task Verify_WholeBackup_Returns0(string? reference)
    {
        using CliFixture cli = new();
        string backup = await cli.BackUpAsync();

        CliResult result = await cli.RunAsync("verify", reference ?? backup);

        Assert.Matches($"(?m)^{backup} +nas +verified +", result.Expect(ExitCodes.Ok).Out);
        Assert.EndsWith("\n1 copy: 1 verified.\n", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_WithJson_WritesTheDocumentedShape()
    {
        using CliFixture cli = new();
        await cli.BackUpAsync();

        CliResult result = await cli.RunAsync("verify", "--all", "--json");

        result.Expect(ExitCodes.Ok);
        GoldenJson.Match("verify", result, cli);
    }

    [Fact]
    public async Task Verify_NoBackups_Returns0()
    {
        using CliFixture cli = new();

        CliResult result = await cli.RunAsync("verify", "--all");

        Assert.Equal("No backups.\n", result.Expect(ExitCodes.Ok).Out);
    }

    [Theory]
    [InlineData("flip")]
    [InlineData("cut")]
    public async Task Verify_DamagedArchive_Returns1(string damage)
    {
        using CliFixture cli = new();
        string backup = await cli.BackUpAsync();
        Damage(cli.ArchiveOf(backup), damage);

        CliResult text = await cli.RunAsync("verify", backup);
        CliResult json = await cli.RunAsync("verify", "--all", "--json");

        text.Expect(ExitCodes.Failed);
        Assert.Contains("error BSH0601: ", text.Error, StringComparison.Ordinal);
        Assert.EndsWith("\n1 copy: 1 damaged.\n", text.Out, StringComparison.Ordinal);
        Assert.Equal("damaged", json.Expect(ExitCodes.Failed).Json.GetProperty("results")[0].GetProperty("status").GetString());
    }

    [Fact]
    public async Task Verify_OneOfTwoCopiesDamaged_Returns1AndShowsBoth()
    {
        using CliFixture cli = new();
        cli.WriteConfiguration(jobs: """ "both": { "Source": "shop", "Storages": ["nas", "attic"] }, """);
        CliResult run = await cli.RunAsync("run", "both", "--json");
        string backup = run.Json.GetProperty("backups")[0].GetProperty("backup").GetString()!;
        Damage(cli.ArchiveOf(backup), "cut");

        CliResult result = await cli.RunAsync("verify", "latest:shop");

        Assert.EndsWith("\n2 copies: 1 verified, 1 damaged.\n", result.Expect(ExitCodes.Failed).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_WrongPassphrase_Returns12AndSaysThatTheKeyIsWrong()
    {
        using CliFixture cli = new();
        string backup = await cli.BackUpAsync();
        File.WriteAllText(cli.PathOf("passphrase"), "another passphrase");

        CliResult result = await cli.RunAsync("verify", backup);

        Assert.Contains("is intact, so the key is wrong", result.Expect(ExitCodes.CannotDecrypt).Error, StringComparison.Ordinal);
        Assert.EndsWith("\n1 copy: 1 wrong key.\n", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_NoKeyForReading_Returns0AndSaysWhatWasNotDone()
    {
        using CliFixture cli = new();
        string backup = await cli.BackUpAsync();
        cli.WriteConfiguration(passphrase: null);

        CliResult result = await cli.RunAsync("verify", backup);

        Assert.EndsWith("\n1 copy: 1 intact, not decrypted (no key).\n", result.Expect(ExitCodes.Ok).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_OneStorageCannotBeAsked_Returns3()
    {
        using CliFixture cli = new();
        string backup = await cli.BackUpAsync();
        cli.WriteConfigurationWithBrokenStorage("All");

        CliResult one = await cli.RunAsync("verify", backup);
        CliResult all = await cli.RunAsync("verify", "--all", "--json");

        one.Expect(ExitCodes.SomeStoragesFailed);
        Assert.Contains("Not all was verified: storage 'broken' could not be asked (BSH0215).", one.Out, StringComparison.Ordinal);
        Assert.False(all.Expect(ExitCodes.SomeStoragesFailed).Json.GetProperty("complete").GetBoolean());
    }

    [Theory]
    [InlineData("shop.2020-01-01_00-00-00", ExitCodes.NoSuchBackup, "BSH0542")]
    [InlineData("latest:shop", ExitCodes.NoSuchBackup, "BSH0542")]
    [InlineData("shop", ExitCodes.NoSuchBackup, "BSH0544")]
    public async Task Verify_NoSuchBackup_SaysWhy(string reference, int exitCode, string code)
    {
        using CliFixture cli = new();

        CliResult text = await cli.RunAsync("verify", reference);
        CliResult json = await cli.RunAsync("verify", reference, "--json");

        Assert.StartsWith($"error {code}: ", text.Expect(exitCode).Error, StringComparison.Ordinal);
        Assert.Equal(code, json.Expect(exitCode).Json.GetProperty("error").GetProperty("code").GetString());
        Assert.Equal("", json.Error);
    }

    private static void Damage(string path, string damage)
    {
        using FileStream file = new(path, FileMode.Open);
        if (damage == "cut")
        {
            file.SetLength(file.Length - 1);
            return;
        }

        file.Position = file.Length / 2;
        int old = file.ReadByte();
        file.Position--;
        file.WriteByte((byte)(old ^ 1));
    }
}
