using System.Diagnostics;
using System.Runtime.InteropServices;
using BackupSh.Cli.Tests.Fixtures;

namespace BackupSh.Cli.Tests.Processes;

/// <summary>The built tool in a process of its own, as a shell would start it.</summary>
internal sealed class CliProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _error;

    private CliProcess(Process process, bool readsOutput)
    {
        _process = process;
        _output = readsOutput ? process.StandardOutput.ReadToEndAsync() : Task.FromResult("");
        _error = process.StandardError.ReadToEndAsync();
    }

    /// <summary>Gets the reading end of the pipe that is the standard output of a process of <see cref="StartUnread"/>.</summary>
    internal Stream Output => _process.StandardOutput.BaseStream;

    internal static CliProcess Start(CliFixture cli, params string[] arguments) =>
        new(Process.Start(StartInfo(cli.Folder, arguments))!, readsOutput: true);

    /// <summary>Starts the tool, and leaves it to the test to read its standard output.</summary>
    internal static CliProcess StartUnread(CliFixture cli, params string[] arguments) =>
        new(Process.Start(StartInfo(cli.Folder, arguments))!, readsOutput: false);

    /// <summary>Runs the tool in a folder, with nothing in its environment but what is given and the way to .NET.</summary>
    internal static async Task<CliResult> RunBareAsync(string folder, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        ProcessStartInfo start = StartInfo(folder, arguments);
        string?[] way = [start.Environment["PATH"], start.Environment.TryGetValue("DOTNET_ROOT", out string? root) ? root : null];
        start.Environment.Clear();
        start.Environment["PATH"] = way[0];
        start.Environment["DOTNET_ROOT"] = way[1];
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        using CliProcess process = new(Process.Start(start)!, readsOutput: true);
        return await process.WaitAsync();
    }

    internal static async Task<CliResult> RunAsync(CliFixture cli, params string[] arguments)
    {
        using CliProcess process = Start(cli, arguments);
        return await process.WaitAsync();
    }

    /// <summary>Watches until something holds or the process has ended.</summary>
    /// <returns>False if the process ended first.</returns>
    internal bool WatchUntil(Func<bool> holds)
    {
        while (!holds())
        {
            // What is watched for may last less than a timer's tick.
            if (_process.WaitForExit(0))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Kills the process as the system does when memory runs out: it can do nothing about it.</summary>
    internal void Kill() => _process.Kill();

    internal void Signal(PosixSignal signal)
    {
        // Source: signal(7); .NET's own numbers for these signals are negative.
        int number = signal switch
        {
            PosixSignal.SIGINT => 2,
            PosixSignal.SIGTERM => 15,
            _ => throw new ArgumentOutOfRangeException(nameof(signal)),
        };
        Assert.Equal(0, SendSignal(_process.Id, number));
    }

    /// <summary>Waits for the process to end by itself within a time.</summary>
    internal bool EndsWithin(TimeSpan time) => _process.WaitForExit(time);

    internal async Task<CliResult> WaitAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new CliResult(_process.ExitCode, await _output, await _error);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private static ProcessStartInfo StartInfo(string folder, string[] arguments)
    {
        string tool = Path.Combine(AppContext.BaseDirectory, "BackupSh.Cli.dll");
        ProcessStartInfo start = new("dotnet", [tool, .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["BACKUPSH_TEST_PASSPHRASE"] = CliFixture.Passphrase;
        start.Environment.Remove("BACKUPSH_CONFIG");
        start.Environment.Remove("BACKUPSH_PASSPHRASE");
        return start;
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int SendSignal(int process, int signal);
}
