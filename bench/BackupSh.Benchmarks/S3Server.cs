using System.Diagnostics;

namespace BackupSh.Benchmarks;

/// <summary>Ceph's radosgw, held by <c>eng/servers/ceph.sh</c> as long as this process lives.</summary>
internal sealed class S3Server : IAsyncDisposable
{
    internal const string AccessKey = "backupshtest";
    internal const string SecretKey = "backupshtestsecret";

    private readonly Process _holder;

    private S3Server(Process holder, string endpoint)
    {
        _holder = holder;
        Endpoint = endpoint;
    }

    internal string Endpoint { get; }

    /// <summary>Starts a server.</summary>
    /// <param name="directory">Where its files are.</param>
    /// <param name="store">What keeps the objects: <c>bluestore</c> a file, <c>memstore</c> memory.</param>
    internal static async Task<S3Server> StartAsync(string directory, string store = "bluestore")
    {
        ProcessStartInfo start = new("bash", ["eng/servers/ceph.sh", "hold", directory, store])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        Process holder = Process.Start(start)!;
        string endpoint = await holder.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("radosgw did not start.");
        return new S3Server(holder, endpoint);
    }

    public async ValueTask DisposeAsync()
    {
        _holder.StandardInput.Close();
        await _holder.WaitForExitAsync();
        _holder.Dispose();
    }
}
