using System.Diagnostics;
using System.Globalization;

namespace BackupSh.Benchmarks;

/// <summary>gpg with a home of its own and a passphrase from a file, between two pipes.</summary>
internal sealed class GpgProcess : IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("bsh-gpg-").FullName;

    internal GpgProcess(string passphrase) => File.WriteAllText(PassphraseFile, passphrase);

    private string PassphraseFile => Path.Combine(_home, "passphrase");

    public void Dispose()
    {
        using (Process agent = Process.Start(new ProcessStartInfo("gpgconf", ["--homedir", _home, "--kill", "all"]))!)
        {
            agent.WaitForExit();
        }

        Directory.Delete(_home, recursive: true);
    }

    /// <summary>Feeds gpg and takes what it makes, at the same time.</summary>
    /// <returns>The processor time that gpg took.</returns>
    internal async Task<TimeSpan> RunAsync(IEnumerable<string> arguments, Func<Stream, Task> feed, Func<Stream, Task> take)
    {
        ProcessStartInfo start = new(
            // A process that has exited tells .NET no processor time, but the shell knows it.
            "bash",
            ["-c", "TIMEFORMAT='processor %U %S'; time gpg \"$@\"", "gpg", "--homedir", _home, "--batch", "--no-tty", "--quiet", "--pinentry-mode", "loopback", "--passphrase-file", PassphraseFile, "--status-fd", "2", .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process gpg = Process.Start(start)!;
        Task<string> status = gpg.StandardError.ReadToEndAsync();
        Task taking = take(gpg.StandardOutput.BaseStream);
        await feed(gpg.StandardInput.BaseStream);
        gpg.StandardInput.Close();
        await taking;
        await gpg.WaitForExitAsync();
        string said = await status;
        bool good = gpg.ExitCode == 0 && (!arguments.Contains("--decrypt") || said.Contains("DECRYPTION_OKAY", StringComparison.Ordinal));
        return good ? ProcessorTime(said) : throw new InvalidOperationException($"gpg failed with {gpg.ExitCode}:\n{said}");
    }

    private static TimeSpan ProcessorTime(string said)
    {
        string[] times = said[said.LastIndexOf("processor ", StringComparison.Ordinal)..].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return TimeSpan.FromSeconds(
            double.Parse(times[1], CultureInfo.InvariantCulture) + double.Parse(times[2], CultureInfo.InvariantCulture));
    }
}
