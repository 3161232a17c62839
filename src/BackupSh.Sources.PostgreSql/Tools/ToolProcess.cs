using System.ComponentModel;
using System.Diagnostics;
using BackupSh.Shared;

namespace BackupSh.Sources.PostgreSql.Tools;

/// <summary>A tool that runs. It is ended when the token fires, and at the latest when it is disposed.</summary>
internal sealed class ToolProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task<string> _errors;
    private readonly CancellationTokenRegistration _cancellation;

    private ToolProcess(string name, Process process, CancellationToken cancellationToken)
    {
        Name = name;
        _process = process;
        _errors = ToolMessages.ReadAsync(process.StandardError.BaseStream);
        _cancellation = cancellationToken.Register(Kill);
    }

    /// <summary>Gets the tool's name: <c>pg_dump</c>.</summary>
    internal string Name { get; }

    /// <summary>Gets what the tool writes.</summary>
    internal Stream Output => _process.StandardOutput.BaseStream;

    /// <summary>Gets what the tool reads.</summary>
    internal Stream Input => _process.StandardInput.BaseStream;

    /// <summary>Starts a tool, without a shell, and without what the host's environment says of servers.</summary>
    /// <exception cref="BackupSourceException">It cannot be started (<c>BSH1033</c>).</exception>
    internal static ToolProcess Start(
        string source, string path, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ProcessStartInfo start = new(path, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        foreach (string inherited in start.Environment.Keys.Where(key => key.StartsWith("PG", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            start.Environment.Remove(inherited);
        }

        start.Environment["LC_ALL"] = "C"; // messages are read by programs
        foreach ((string key, string value) in environment)
        {
            start.Environment[key] = value;
        }

        try
        {
            Process process = Process.Start(start) ?? throw new Win32Exception(path);
            return new ToolProcess(Path.GetFileNameWithoutExtension(path), process, cancellationToken);
        }
        catch (Win32Exception exception)
        {
            throw new BackupSourceException(source, ErrorTexts.Error("BSH1033", path, exception.Message), exception);
        }
    }

    /// <summary>Waits for the end.</summary>
    /// <returns>The exit code, and what the tool said.</returns>
    internal async Task<ToolResult> WaitAsync()
    {
        await _process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        return new ToolResult(Name, _process.ExitCode, await _errors.ConfigureAwait(false));
    }

    internal void Kill()
    {
        try
        {
            _process.Kill();
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception)
        {
            // It has ended by itself meanwhile, which is what was wanted.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _cancellation.DisposeAsync().ConfigureAwait(false);
        Kill();
        await WaitAsync().ConfigureAwait(false);
        _process.Dispose();
    }
}
