using System.Text;
using System.Text.RegularExpressions;
using BackupSh.Cli.Tests.Fixtures;
using BackupSh.TestSupport;

namespace BackupSh.Cli.Tests.Processes;

/// <summary>A terminal of 100 columns, and what stands on it in the end.</summary>
internal static partial class Terminal
{
    // Types and interrupts as a person would: the input at once, Ctrl-C when the screen shows a text.
    private const string Script = """
        import fcntl, os, pty, struct, sys, termios
        interrupt_at, typed, command = sys.argv[1], sys.argv[2], sys.argv[3:]
        process, terminal = pty.fork()
        if process == 0:
            os.execvp(command[0], command)
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 100, 0, 0))
        os.write(terminal, typed.encode())
        seen = b""
        while True:
            try:
                part = os.read(terminal, 65536)
            except OSError:
                break
            if not part:
                break
            seen += part
            if interrupt_at and interrupt_at.encode() in seen:
                os.write(terminal, b"\x03")
                interrupt_at = ""
        sys.stdout.buffer.write(seen)
        sys.stdout.flush()
        sys.exit(os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) & 255)
        """;

    /// <summary>What a terminal was sent, and what it shows then.</summary>
    internal sealed record Screenful(int ExitCode, string Raw, IReadOnlyList<string> Lines);

    /// <summary>Runs the tool on a terminal.</summary>
    /// <param name="cli">Where.</param>
    /// <param name="arguments">What follows the tool's name in a shell.</param>
    /// <param name="variables">For example <c>NO_COLOR=1</c>.</param>
    /// <param name="input">What is typed, at once.</param>
    /// <param name="interruptAt">What the screen shows when Ctrl-C is pressed; empty to press nothing.</param>
    internal static async Task<Screenful> RunAsync(
        CliFixture cli, string arguments, string[]? variables = null, string input = "", string interruptAt = "")
    {
        string tool = Path.Combine(AppContext.BaseDirectory, "BackupSh.Cli.dll");
        string command = $"exec env -u NO_COLOR -u BACKUPSH_PASSPHRASE TERM=xterm LC_ALL=C.UTF-8 {string.Join(' ', variables ?? [])} dotnet '{tool}' {arguments}";
        Shell.Result result = await Shell.RunAsync(
            RequiredTool.Find("python3"),
            ["-c", Script, interruptAt, input, "sh", "-c", command],
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
