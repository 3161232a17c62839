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

    private CliProcess(Process process)
    {
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync();
        _error = process.StandardError.ReadToEndAsync();
    }

    internal static CliProcess Start(CliFixture cli, params string[] arguments)
    {
        string tool = Path.Combine(AppContext.BaseDirectory, "BackupSh.Cli.dll");
        ProcessStartInfo start = new("dotnet", [tool, .. arguments])
        {
            WorkingDirectory = cli.Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["BACKUPSH_TEST_PASSPHRASE"] = CliFixture.Passphrase;
        start.Environment.Remove("BACKUPSH_CONFIG");
        return new CliProcess(Process.Start(start)!);
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

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int SendSignal(int process, int signal);
}
