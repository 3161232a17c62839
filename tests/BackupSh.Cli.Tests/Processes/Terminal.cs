using System.Text;
using System.Text.RegularExpressions;
using BackupSh.Cli.Tests.Fixtures;
using BackupSh.TestSupport;

namespace BackupSh.Cli.Tests.Processes;

/// <summary>A terminal of 100 columns that util-linux's <c>script</c> makes, and what stands on it in the end.</summary>
internal static partial class Terminal
{
    /// <summary>What a terminal was sent, and what it shows then.</summary>
    internal sealed record Screenful(int ExitCode, string Raw, IReadOnlyList<string> Lines);

    /// <summary>Runs the tool on a terminal.</summary>
    /// <param name="cli">Where.</param>
    /// <param name="arguments">What follows the tool's name in a shell.</param>
    /// <param name="variables">For example <c>NO_COLOR=1</c>.</param>
    internal static async Task<Screenful> RunAsync(CliFixture cli, string arguments, params string[] variables)
    {
        string script = RequiredTool.Find("script");
        string tool = Path.Combine(AppContext.BaseDirectory, "BackupSh.Cli.dll");
        string command = $"stty columns 100; env -u NO_COLOR TERM=xterm LC_ALL=C.UTF-8 {string.Join(' ', variables)} dotnet '{tool}' {arguments}";
        Shell.Result result = await Shell.RunAsync(
            script,
            ["--quiet", "--return", "--command", command, "/dev/null"],
            workingDirectory: cli.Folder,
            cancellationToken: TestContext.Current.CancellationToken);
        return new Screenful(result.ExitCode, result.Output, [.. Escape().Replace(result.Output, "").Split("\r\n").Select(Show)]);
    }

    // What a line shows after carriage returns: the later text stands over the earlier one.
    private static string Show(string line)
    {
        StringBuilder shown = new();
        foreach (string part in line.Split('\r'))
        {
            shown.Remove(0, Math.Min(part.Length, shown.Length)).Insert(0, part);
        }

        return shown.ToString().TrimEnd();
    }

    // The last two are what .NET sends to every terminal it meets: the keypad's mode.
    [GeneratedRegex("\u001b(\\[[0-9;]*m|\\[\\?1[hl]|[=>])")]
    private static partial Regex Escape();
}
