using System.Diagnostics;
using System.Text;
using BackupSh.Cli.Tests.Fixtures;
using BackupSh.TestSupport;

namespace BackupSh.Cli.Tests.Transcript;

/// <summary>One bash in an empty folder, with the built tool on its PATH, that is given one command after the other.</summary>
internal sealed class TranscriptShell : IDisposable
{
    /// <summary>What pages call the folder.</summary>
    internal const string ShownFolder = "/srv/shop";

    // Nothing that is printed has it: the record separator of ASCII.
    private const char Separator = '\u001e';

    private readonly TempDirectory _place = new();
    private readonly Process _bash;

    internal TranscriptShell()
    {
        Folder = Directory.CreateDirectory(_place.File("shop")).FullName;
        ToolShim.Write(_place.File("bin/backupsh"));
        ProcessStartInfo start = new(RequiredTool.Find("bash"), ["--noprofile", "--norc"])
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["PATH"] = _place.File("bin") + ":" + Environment.GetEnvironmentVariable("PATH");
        start.Environment["LC_ALL"] = "C.UTF-8";
        foreach (string name in (string[])["BACKUPSH_CONFIG", "BACKUPSH_PASSPHRASE", "BACKUPSH_KEY_PASSPHRASE"])
        {
            start.Environment.Remove(name);
        }

        _bash = Process.Start(start)!;

        // It returns the code that it met: a page may ask for $?.
        _bash.StandardInput.Write("exec 2>&1\nend_of_step() { local code=$?; printf '\\036'; return \"$code\"; }\n");
    }

    private string Folder { get; }

    /// <summary>Returns what a command prints, errors among it as they come.</summary>
    internal async Task<string> RunAsync(string command, CancellationToken cancellationToken)
    {
        await _bash.StandardInput.WriteAsync($"{{ {command}\n}} < /dev/null\nend_of_step\n".AsMemory(), cancellationToken);
        await _bash.StandardInput.FlushAsync(cancellationToken);
        StringBuilder output = new();
        char[] character = new char[1];
        while (await _bash.StandardOutput.ReadAsync(character, cancellationToken) > 0 && character[0] != Separator)
        {
            output.Append(character[0]);
        }

        Assert.True(character[0] == Separator, $"The shell ended in '{command}': {output}");
        return output.ToString().Replace(Folder, ShownFolder, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _bash.StandardInput.Close();
        _bash.WaitForExit();
        _bash.Dispose();
        _place.Dispose();
    }
}
