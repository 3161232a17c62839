using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using BackupSh.TestSupport;

namespace BackupSh.Storage.S3.Tests.Servers;

/// <summary>A real S3 server: Ceph's radosgw with a monitor and an OSD behind it, on free loopback ports.</summary>
public sealed class CephServer : IAsyncDisposable
{
    private const string Script = "ceph.sh";

    private readonly HeldServer _server;

    private CephServer(HeldServer server)
    {
        _server = server;
        Account = new S3Account(server.Endpoint, "backupshtest", "backupshtestsecret");
    }

    public S3Account Account { get; }

    /// <summary>Gets the process that holds the server up: when it is gone, so is all of the server.</summary>
    public int HolderId => _server.HolderId;

    /// <summary>Starts a server, or skips the running test where Ceph is not installed.</summary>
    /// <param name="store"><c>memstore</c>, or <c>bluestore</c>, whose data survives a crash.</param>
    public static async Task<CephServer> StartAsync(string store)
    {
        RequireTools();
        return new CephServer(await HeldServer.StartAsync(Script, store));
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
        string file = Path.Combine(_server.ServerDirectory, "run", "client.rgw.a.pid");
        int id = int.Parse(await File.ReadAllTextAsync(file, cancellationToken), CultureInfo.InvariantCulture);
        using Process gateway = Process.GetProcessById(id);
        gateway.Kill();
        await gateway.WaitForExitAsync(cancellationToken);
        Assert.False(await AcceptsAsync(cancellationToken));
    }

    /// <summary>Starts the gateway again after a crash.</summary>
    public Task RestartGatewayAsync(CancellationToken cancellationToken) =>
        HeldServer.RunAsync(Script, ["start", _server.ServerDirectory], cancellationToken);

    /// <summary>Sets how many objects fit into a bucket.</summary>
    public async Task LimitBucketAsync(string bucket, int objects, CancellationToken cancellationToken)
    {
        Dictionary<string, string> environment = new() { ["CEPH_CONF"] = Path.Combine(_server.ServerDirectory, "ceph.conf") };
        foreach (string[] arguments in (string[][])[["set", "--max-objects", $"{objects}"], ["enable"]])
        {
            Shell.Result result = await Shell.RunAsync(
                RequiredTool.Find("radosgw-admin"),
                ["quota", .. arguments, "--quota-scope=bucket", "--uid=backup", $"--bucket={bucket}"],
                environment: environment,
                cancellationToken: cancellationToken);
            Assert.True(result.ExitCode == 0, result.Error);
        }
    }

    /// <summary>Tells whether somebody answers at the server's address.</summary>
    public async Task<bool> AcceptsAsync(CancellationToken cancellationToken)
    {
        using TcpClient client = new();
        try
        {
            await client.ConnectAsync(Account.Endpoint.Host, Account.Endpoint.Port, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
