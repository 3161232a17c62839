using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Reflection;
using BackupSh.TestSupport;

namespace BackupSh.Storage.S3.Tests.Servers;

/// <summary>No server outlives the tests, also when nobody is left to stop it.</summary>
public sealed class CephServerLifetimeTests
{
    private const string AddressFile = "BACKUPSH_CEPH_ADDRESS_FILE";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task Server_TestHostIsKilled_StopsToo()
    {
        CephServer.RequireTools();
        using TempDirectory directory = new();
        string addressFile = directory.File("address");
        MethodInfo part = typeof(CephServerLifetimeTests).GetMethod(nameof(TestHost_OwningAServer_WaitsToBeKilled))!;
        using Process host = ChildTest.Start(part, new Dictionary<string, string> { [AddressFile] = addressFile });
        using FileSystemWatcher watcher = new(directory.Path);
        while (!File.Exists(addressFile) && !host.HasExited)
        {
            watcher.WaitForChanged(WatcherChangeTypes.All, 100);
        }

        Assert.False(host.HasExited, host.HasExited ? await host.StandardOutput.ReadToEndAsync(Token) : "");
        string[] lines = await File.ReadAllLinesAsync(addressFile, Token);
        Uri endpoint = new(lines[0]);
        using Process holder = Process.GetProcessById(int.Parse(lines[1], CultureInfo.InvariantCulture));
        bool ran = await AnswersAsync(endpoint);
        host.Kill();
        await holder.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(ran);
        Assert.False(await AnswersAsync(endpoint));
    }

    [Fact(Explicit = true)]
    public async Task TestHost_OwningAServer_WaitsToBeKilled()
    {
        string addressFile = Environment.GetEnvironmentVariable(AddressFile)!;
        await using CephServer server = await CephServer.StartAsync("memstore");
        await File.WriteAllLinesAsync(addressFile + ".new", [server.Account.Endpoint.ToString(), $"{server.HolderId}"], Token);
        File.Move(addressFile + ".new", addressFile);

        await Task.Delay(Timeout.InfiniteTimeSpan, Token);
    }

    private static async Task<bool> AnswersAsync(Uri endpoint)
    {
        using TcpClient client = new();
        try
        {
            await client.ConnectAsync(endpoint.Host, endpoint.Port, Token);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
