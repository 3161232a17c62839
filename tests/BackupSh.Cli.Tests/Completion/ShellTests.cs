using BackupSh.Cli.Tests.Fixtures;
using BackupSh.TestSupport;

namespace BackupSh.Cli.Tests.Completion;

/// <summary>The scripts, in the shells themselves, with the tool in a process of its own.</summary>
public sealed class ShellTests
{
    // What a shell calls: a word on the PATH.
    private const string Shim = "bin/backupsh";

    [Theory]
    [InlineData("backupsh ru", "run")]
    [InlineData("backupsh run ", "nightly")]
    [InlineData("backupsh list --storage a", "attic")]
    [InlineData("backupsh restore late", "latest:shop")]
    [InlineData("backupsh restore latest:s", "shop")] // bash has the word up to the colon already
    public async Task Bash_Tab_CompletesCommandsOptionsAndNames(string line, string expected)
    {
        using CliFixture cli = Prepare();
        string script = $"""
            source <(backupsh completion bash)
            COMP_LINE='{line}' COMP_POINT={line.Length} COMP_WORDBREAKS=$' \t\n"\'><=;|&(:'
            _backupsh
            printf '%s\n' "$COMPREPLY[@]" "$(complete -p backupsh)"
            """.Replace("$COMPREPLY[@]", "${COMPREPLY[@]}", StringComparison.Ordinal);

        string output = await RunAsync(RequiredTool.Find("bash"), ["-c", script], cli);

        Assert.Contains(expected, output.Split('\n'));
        Assert.Contains("complete -o bashdefault -o default -F _backupsh backupsh", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fish_Tab_CompletesCommandsOptionsAndNames()
    {
        using CliFixture cli = Prepare();
        const string script = "backupsh completion fish | source; complete --do-complete 'backupsh run '; complete --do-complete 'backupsh list --storage a'";

        string output = await RunAsync(OptionalTool("fish"), ["--no-config", "--command", script], cli);

        Assert.Superset(new HashSet<string> { "nightly", "attic" }, output.Split('\n').ToHashSet());
    }

    [Fact]
    public async Task Zsh_Tab_CompletesCommandsOptionsAndNames()
    {
        using CliFixture cli = Prepare();
        const string script = """
            compdef() { print -r -- "compdef $*"; }
            compadd() { shift; print -rl -- "$@"; }
            source <(backupsh completion zsh)
            words=(backupsh run '') CURRENT=3; _backupsh
            words=(backupsh list --storage a) CURRENT=4; _backupsh
            """;

        string output = await RunAsync(OptionalTool("zsh"), ["-f", "-c", script], cli);

        Assert.Superset(new HashSet<string> { "compdef _backupsh backupsh", "nightly", "attic" }, output.Split('\n').ToHashSet());
    }

    [Fact]
    public async Task Completion_UnknownShell_IsAUsageErrorThatNamesTheKnownOnes()
    {
        using CliFixture cli = new();

        CliResult result = (await cli.RunAsync("completion", "tcsh")).Expect(ExitCodes.Usage);

        Assert.Contains("'bash'", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    [InlineData("pwsh")]
    public async Task Completion_AnyShell_WritesAScriptThatAsksTheTool(string shell)
    {
        using CliFixture cli = new();

        CliResult text = (await cli.RunAsync("completion", shell)).Expect(ExitCodes.Ok);
        CliResult json = (await cli.RunAsync("completion", shell, "--json")).Expect(ExitCodes.Ok);

        Assert.Contains("[suggest:", text.Out, StringComparison.Ordinal);
        Assert.Equal(text.Out, json.Json.GetProperty("script").GetString());
    }

    private static CliFixture Prepare()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The shim is a shell script.");
        CliFixture cli = new();
        ToolShim.Write(cli.PathOf(Shim));
        return cli;
    }

    // Not everybody has these; bash is everywhere where the tests run.
    private static string OptionalTool(string name)
    {
        string? path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(directory => Path.Combine(directory, name))
            .FirstOrDefault(File.Exists);
        Assert.SkipWhen(path is null, $"'{name}' is not installed.");
        return path;
    }

    private static async Task<string> RunAsync(string shell, string[] arguments, CliFixture cli)
    {
        Dictionary<string, string> environment = new() { ["PATH"] = cli.PathOf("bin") + ":" + Environment.GetEnvironmentVariable("PATH") };
        Shell.Result result = await Shell.RunAsync(
            shell, arguments, environment: environment, workingDirectory: cli.Folder, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal("", result.Error);
        return result.Output;
    }
}
