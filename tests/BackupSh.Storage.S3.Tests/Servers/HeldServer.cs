using System.Diagnostics;
using BackupSh.TestSupport;

namespace BackupSh.Storage.S3.Tests.Servers;

/// <summary>A server that a script of <c>eng/servers</c> holds up as long as there is a pipe to it.</summary>
/// <remarks>So nothing of it outlives this process, however this process ends: the kernel closes the pipe.</remarks>
public sealed class HeldServer : IAsyncDisposable
{
    // Source: the slowest start takes 11 s on a quiet machine; this is for one under load.
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);

    private readonly Process _holder;

    private HeldServer(Process holder, string directory, Uri endpoint)
    {
        _holder = holder;
        ServerDirectory = directory;
        Endpoint = endpoint;
    }

    /// <summary>Gets where the server's files are. The script removes it.</summary>
    public string ServerDirectory { get; }

    public Uri Endpoint { get; }

    /// <summary>Gets the process that holds the server up: when it is gone, so is all of the server.</summary>
    public int HolderId => _holder.Id;

    /// <summary>Starts a server.</summary>
    /// <param name="script">The script's name.</param>
    /// <param name="arguments">What its command <c>hold</c> gets after the directory.</param>
    /// <exception cref="InvalidOperationException">It did not start.</exception>
    public static async Task<HeldServer> StartAsync(string script, params string[] arguments)
    {
        string directory = Path.Combine(Path.GetTempPath(), $"backupsh-server-{Guid.NewGuid():N}");
        using CancellationTokenSource limit = new(StartLimit);
        Process holder = StartScript(script, ["hold", directory, .. arguments]);
        Task<string> error = holder.StandardError.ReadToEndAsync(limit.Token);
        string? endpoint = await holder.StandardOutput.ReadLineAsync(limit.Token);
        return endpoint is null
            ? throw new InvalidOperationException($"{script} did not start: {await error}")
            : new HeldServer(holder, directory, new Uri(endpoint));
    }

    /// <summary>Runs a command of a script to its end.</summary>
    public static async Task RunAsync(string script, string[] arguments, CancellationToken cancellationToken)
    {
        using Process process = StartScript(script, arguments);
        process.StandardInput.Close();
        string error = await process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        Assert.True(process.ExitCode == 0, error);
    }

    public async ValueTask DisposeAsync()
    {
        _holder.StandardInput.Close();
        await _holder.WaitForExitAsync();
        _holder.Dispose();
    }

    private static Process StartScript(string script, string[] arguments)
    {
        // A session of its own: who kills the tests' process group does not kill the one that cleans up after them.
        ProcessStartInfo start = new("setsid", [Repository.PathOf("eng", "servers", script), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return Process.Start(start) ?? throw new InvalidOperationException("'setsid' did not start.");
    }
}
