using BackupSh.Cli.Tests.Fixtures;

namespace BackupSh.Cli.Tests.Output;

/// <summary>Colours are for terminals that show them, and never the only sign.</summary>
public sealed class ColorTests
{
    private const string Escape = "\u001b[";

    [Theory]
    [InlineData(true, true, null, null, null)]
    [InlineData(true, true, "xterm-256color", "", "auto")]
    [InlineData(false, true, "dumb", null, null)]
    [InlineData(false, true, null, "1", null)]
    [InlineData(false, true, null, null, "never")]
    [InlineData(false, false, null, null, null)]
    [InlineData(false, false, null, null, "auto")]
    [InlineData(true, false, "dumb", "1", "always")]
    [InlineData(true, false, null, null, "ALWAYS")]
    public async Task Color_EnvironmentAndOption_DecideTogether(bool expected, bool isTerminal, string? term, string? noColor, string? option)
    {
        using CliFixture cli = new() { OutIsTerminal = isTerminal, ErrorIsTerminal = isTerminal };
        Set(cli, "TERM", term);
        Set(cli, "NO_COLOR", noColor);
        await cli.BackUpAsync();
        string[] color = option is null ? [] : ["--color", option];

        CliResult list = await cli.RunAsync(["list", .. color]);
        CliResult failure = await cli.RunAsync(["run", "no-such-job", .. color]);

        Assert.Equal(expected, list.Out.Contains(Escape, StringComparison.Ordinal));
        Assert.Equal(expected, failure.Error.Contains(Escape, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Color_OnTheTerminal_ChangesNoWord()
    {
        using CliFixture plain = new();
        await plain.BackUpAsync();
        CliResult without = await plain.RunAsync("list");
        plain.OutIsTerminal = true;

        CliResult with = await plain.RunAsync("list");

        Assert.NotEqual(without.Out, with.Out);
        Assert.Equal(without.Out, Uncolored(with.Out));
    }

    [Fact]
    public async Task Color_OfJson_IsNever()
    {
        using CliFixture cli = new();

        Assert.DoesNotContain(Escape, (await cli.RunAsync("list", "--json", "--color", "always")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Color_UnknownChoice_IsAUsageError()
    {
        using CliFixture cli = new();

        CliResult result = (await cli.RunAsync("list", "--color", "sometimes")).Expect(ExitCodes.Usage);

        Assert.StartsWith("error BSH0700: The command line cannot be used: 'sometimes' is no choice for --color", result.Error, StringComparison.Ordinal);
    }

    private static void Set(CliFixture cli, string name, string? value)
    {
        if (value is not null)
        {
            cli.Variables[name] = value;
        }
    }

    private static string Uncolored(string text) => System.Text.RegularExpressions.Regex.Replace(text, "\u001b\\[[0-9;]*m", "");
}
