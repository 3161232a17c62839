using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using BackupSh.Cli.Tests.Fixtures;
using BackupSh.TestSupport;

namespace BackupSh.Cli.Tests.Processes;

/// <summary>A terminal of 100 columns, and what stands on it in the end.</summary>
internal static partial class Terminal
{
    // Types as a person would: each text when the screen shows what it answers. Whoever waits for more is ended.
    private const string Script = """
        import fcntl, json, os, pty, signal, struct, sys, termios
        answers, command = json.loads(sys.argv[1]), sys.argv[2:]
        process, terminal = pty.fork()
        if process == 0:
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            os.execvp(command[0], command)
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 100, 0, 0))
        signal.signal(signal.SIGALRM, lambda *_: os.kill(process, signal.SIGKILL))
        signal.alarm(300)
        seen, read = b"", 0
        while True:
            try:
                part = os.read(terminal, 65536)
            except OSError:
                break
            if not part:
                break
            seen += part
            while answers and answers[0][0].encode() in seen[read:]:
                question, typed = answers.pop(0)
                read = seen.index(question.encode(), read) + len(question.encode())
                os.write(terminal, typed.encode())
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
    /// <param name="answers">What the screen shows, and what is typed then: each in its turn.</param>
    internal static async Task<Screenful> RunAsync(
        CliFixture cli, string arguments, string[]? variables = null, params string[][] answers)
    {
        string tool = Path.Combine(AppContext.BaseDirectory, "BackupSh.Cli.dll");
        string command = $"exec env -u NO_COLOR -u BACKUPSH_PASSPHRASE TERM=xterm LC_ALL=C.UTF-8 {string.Join(' ', variables ?? [])} dotnet '{tool}' {arguments}";
        Shell.Result result = await Shell.RunAsync(
            RequiredTool.Find("python3"),
            ["-c", Script, JsonSerializer.Serialize(answers), "sh", "-c", command],
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
