using BackupSh.Cli.Tests.Fixtures;

namespace BackupSh.Cli.Tests;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData("run", "--help")]
    [InlineData("restore", "--help")]
    [InlineData("download", "--help")]
    [InlineData("decrypt", "--help")]
    [InlineData("info", "--help")]
    [InlineData("pin", "--help")]
    [InlineData("unpin", "--help")]
    [InlineData("delete", "--help")]
    public async Task Help_OfAnyCommand_ShowsTheExitCodes(params string[] arguments)
    {
        using CliFixture cli = new();

        CliResult result = await cli.RunAsync(arguments);

        Assert.Equal("", result.Expect(ExitCodes.Ok).Error);
        Assert.Contains("  backupsh ", result.Out, StringComparison.Ordinal);
        Assert.All(ExitCodes.All, code => Assert.Contains($"  {code.Code,3}  {code.Meaning}\n", result.Out, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("init", "check", "run", "list", "verify", "info", "restore", "download", "decrypt", "pin", "unpin", "delete", "rotate", "completion", "version")]
    public async Task Help_OfTheTool_NamesEveryCommand(params string[] commands)
    {
        using CliFixture cli = new();

        CliResult result = await cli.RunAsync("--help");

        Assert.All(commands, command => Assert.Matches($"(?m)^  {command}\\b", result.Out));
    }

    [Theory]
    [InlineData("backupsh --help", "frobnicate")]
    [InlineData("backupsh run --help", "run")]
    [InlineData("backupsh run --help", "run", "a", "b")]
    [InlineData("backupsh run --help", "run", "nightly", "--label", "novalue")]
    [InlineData("backupsh run --help", "run", "nightly", "--label", "=value")]
    [InlineData("backupsh run --help", "run", "nightly", "--label", "a=1", "--label", "A=2")]
    [InlineData("backupsh run --help", "run", "nightly", "--passphrase", "secret")]
    [InlineData("backupsh list --help", "list", "--limit", "0")]
    [InlineData("backupsh list --help", "list", "--limit", "many")]
    [InlineData("backupsh list --help", "list", "--from", "yesterday")]
    [InlineData("backupsh verify --help", "verify")]
    [InlineData("backupsh verify --help", "verify", "--all", "shop.2026-11-24_03-00-00")]
    [InlineData("backupsh --help")]
    public async Task Parse_WrongCommandLine_Returns2AndNamesTheHelp(string help, params string[] arguments)
    {
        using CliFixture cli = new();

        CliResult result = await cli.RunAsync(arguments);

        Assert.Equal("", result.Expect(ExitCodes.Usage).Out);
        Assert.StartsWith("error BSH0700: The command line cannot be used: ", result.Error, StringComparison.Ordinal);
        Assert.EndsWith($"\n  next: '{help}' shows what can be written.\n", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parse_WrongCommandLineWithJson_WritesTheErrorAsJson()
    {
        using CliFixture cli = new();

        CliResult result = await cli.RunAsync("list", "--json", "--colour");

        Assert.Equal("", result.Expect(ExitCodes.Usage).Error);
        Assert.Equal("BSH0700", result.Json.GetProperty("error").GetProperty("code").GetString());
    }

    [Fact]
    public async Task Parse_NameThatStartsWithAt_IsAName()
    {
        using CliFixture cli = new();

        CliResult result = await cli.RunAsync("run", "@backupsh.json");

        result.Expect(ExitCodes.Usage);
        Assert.StartsWith("error BSH0140: There is no job '@backupsh.json'.", result.Error, StringComparison.Ordinal);
    }
}
