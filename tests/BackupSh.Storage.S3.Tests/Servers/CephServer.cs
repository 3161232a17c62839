using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using BackupSh.TestSupport;

namespace BackupSh.Storage.S3.Tests.Servers;

/// <summary>A real S3 server: Ceph's radosgw with a monitor and an OSD behind it, on free loopback ports.</summary>
/// <remarks><c>eng/servers/ceph.sh hold</c> starts it and stops it as soon as the pipe to it closes, so that nothing of it
/// outlives this process, however this process ends.</remarks>
public sealed class CephServer : IAsyncDisposable
{
    public const string AccessKeyId = "backupshtest";
    public const string SecretAccessKey = "backupshtestsecret";

    // Source: a start takes 2 s with the memory store and 6 s with the file store; this is for a machine under load.
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);

    private readonly Process _holder;
    private readonly string _directory;

    private CephServer(Process holder, string directory, Uri endpoint)
    {
        _holder = holder;
        _directory = directory;
        Endpoint = endpoint;
    }

    /// <summary>Gets the process that holds the server up: when it is gone, so is all of the server.</summary>
    public int HolderId => _holder.Id;

    /// <summary>Gets the server's address.</summary>
    public Uri Endpoint { get; }

    /// <summary>Starts a server, or skips the running test where Ceph is not installed.</summary>
    /// <param name="store"><c>memstore</c>, or <c>bluestore</c>, whose data survives a crash.</param>
    public static async Task<CephServer> StartAsync(string store)
    {
        RequireTools();
        string directory = Path.Combine(Path.GetTempPath(), $"backupsh-ceph-{Guid.NewGuid():N}");
        using CancellationTokenSource limit = new(StartLimit);
        Process holder = Start("hold", directory, store);
        string? endpoint = await holder.StandardOutput.ReadLineAsync(limit.Token);
        if (endpoint is null)
        {
            string error = await holder.StandardError.ReadToEndAsync(limit.Token);
            throw new InvalidOperationException($"radosgw did not start: {error}");
        }

        return new CephServer(holder, directory, new Uri(endpoint));
    }

    /// <summary>Skips the running test where Ceph is not installed.</summary>
    public static void RequireTools()
    {
        foreach (string tool in (string[])["bash", "setsid", "curl", "ceph", "ceph-mon", "ceph-osd", "radosgw", "radosgw-admin"])
        {
            RequiredTool.Find(tool);
        }
    }

    /// <summary>Ends the gateway as a crash does: at once, in the middle of whatever it does. The cluster behind it goes on.</summary>
    public async Task CrashGatewayAsync(CancellationToken cancellationToken)
    {
        string file = Path.Combine(_directory, "run", "client.rgw.a.pid");
        int id = int.Parse(await File.ReadAllTextAsync(file, cancellationToken), CultureInfo.InvariantCulture);
        using Process gateway = Process.GetProcessById(id);
        gateway.Kill();
        while (await AcceptsAsync(cancellationToken))
        {
            await Task.Yield();
        }
    }

    /// <summary>Starts the gateway again after a crash.</summary>
    public async Task RestartGatewayAsync(CancellationToken cancellationToken)
    {
        using Process script = Start("start", _directory);
        script.StandardInput.Close();
        string error = await script.StandardError.ReadToEndAsync(cancellationToken);
        await script.WaitForExitAsync(cancellationToken);
        Assert.True(script.ExitCode == 0, error);
    }

    public async ValueTask DisposeAsync()
    {
        _holder.StandardInput.Close();
        await _holder.WaitForExitAsync();
        _holder.Dispose();
    }

    private static Process Start(string command, string directory, params string[] more)
    {
        // A session of its own: who kills the tests' process group does not kill the one that cleans up after them.
        ProcessStartInfo start = new("setsid", [Repository.PathOf("eng", "servers", "ceph.sh"), command, directory, .. more])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return Process.Start(start) ?? throw new InvalidOperationException("'setsid' did not start.");
    }

    private async Task<bool> AcceptsAsync(CancellationToken cancellationToken)
    {
        using TcpClient client = new();
        try
        {
            await client.ConnectAsync(Endpoint.Host, Endpoint.Port, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
