using BackupSh.Cli.Tests.Fixtures;

namespace BackupSh.Cli.Tests.Processes;

/// <summary>The tool on a terminal of its own, as a person sees it.</summary>
public sealed class TerminalTests
{
    private const int Megabytes = 24;

    [Fact]
    public async Task Run_OnATerminal_ShowsColorsAndErasesItsProgress()
    {
        using CliFixture cli = new();
        File.Delete(cli.PathOf("shop.db"));
        cli.CreateDatabase("shop.db", Megabytes);

        Terminal.Screenful seen = await Terminal.RunAsync(cli, "run nightly");

        Assert.Equal(0, seen.ExitCode);
        Assert.Contains("writing", seen.Raw, StringComparison.Ordinal);
        Assert.Contains("━", seen.Raw, StringComparison.Ordinal);
        Assert.Matches("\u001b\\[32mJob 'nightly' succeeded\u001b\\[0m", seen.Raw);
        Assert.DoesNotContain("\u001b[?25", seen.Raw, StringComparison.Ordinal); // the cursor is never hidden
        Assert.StartsWith("Job 'nightly' succeeded in ", seen.Lines[0], StringComparison.Ordinal);
        Assert.DoesNotContain(seen.Lines, line => line.Contains("writing", StringComparison.Ordinal) || line.Contains('━', StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("NO_COLOR=1")]
    [InlineData("TERM=dumb")]
    public async Task Run_OnATerminalWithoutColors_WritesNone(string variable)
    {
        using CliFixture cli = new();

        Terminal.Screenful seen = await Terminal.RunAsync(cli, "run nightly", [variable]);

        Assert.Equal(0, seen.ExitCode);
        Assert.DoesNotMatch("\u001b\\[[0-9;]*m", seen.Raw); // what .NET sends to every terminal it meets is no colour
        Assert.StartsWith("Job 'nightly' succeeded in ", seen.Lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_IntoAPipe_IsPlainAndWrapsNothing()
    {
        using CliFixture cli = new();
        await cli.BackUpAsync();
        string label = "note=" + new string('x', 200);
        (await cli.RunAsync("run", "nightly", "--label", label)).Expect(ExitCodes.Ok);

        CliResult list = await CliProcess.RunAsync(cli, "list");

        Assert.DoesNotContain('\u001b', list.Out);
        Assert.Contains(label + "\n", list.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_StandardOutputIntoAFile_ShowsProgressOnTheTerminalOnly()
    {
        using CliFixture cli = new();
        File.Delete(cli.PathOf("shop.db"));
        cli.CreateDatabase("shop.db", Megabytes);

        Terminal.Screenful seen = await Terminal.RunAsync(cli, "run nightly > out.txt");

        Assert.Contains("writing", seen.Raw, StringComparison.Ordinal);
        Assert.Equal([""], seen.Lines.Distinct());
        string written = await File.ReadAllTextAsync(cli.PathOf("out.txt"), TestContext.Current.CancellationToken);
        Assert.StartsWith("Job 'nightly' succeeded in ", written, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Init_OnATerminal_AsksAndShowsThePassphraseOnce()
    {
        using CliFixture cli = new();
        File.Delete(cli.PathOf("backupsh.json"));

        Terminal.Screenful seen = await Terminal.RunAsync(
            cli, "init", null, ["sqlite]", "\n"], ["Which database", "shop.db\n"], ["[backups]", "\n"], ["[new]", "\n"], ["see it once?", "\n"], ["[7]", "\n"], ["[4]", "\n"], ["[12]", "\n"]);

        Assert.Equal(0, seen.ExitCode);
        Assert.Single(System.Text.RegularExpressions.Regex.Matches(seen.Raw, "[A-Z2-9]{5}(-[A-Z2-9]{5}){5}"));
        Assert.Contains(seen.Lines, line => line.StartsWith("Everything works", StringComparison.Ordinal));
        Assert.True(File.Exists(cli.PathOf("backupsh.json")));
    }

    [Fact]
    public async Task Init_InterruptedWhileItAsks_EndsAtOnce()
    {
        using CliFixture cli = new();
        File.Delete(cli.PathOf("backupsh.json"));

        // Ctrl-C, as a terminal gets it.
        Terminal.Screenful seen = await Terminal.RunAsync(cli, "init", null, ["sqlite]", "sqlite\n"], ["Which database file", "\u0003"]);

        Assert.Equal(ExitCodes.Cancelled, seen.ExitCode);
        Assert.Contains(seen.Lines, line => line.StartsWith("error BSH0706: Cancelled.", StringComparison.Ordinal));
        Assert.False(File.Exists(cli.PathOf("backupsh.json")));
    }
}
