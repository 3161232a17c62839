using BackupSh.Storage.S3.Tests.Servers;

[assembly: AssemblyFixture(typeof(S3Servers))]

namespace BackupSh.Storage.S3.Tests.Servers;

/// <summary>The S3 servers of a test run: each starts when the first test asks for it, and all stop after the last test.</summary>
public sealed class S3Servers : IAsyncDisposable
{
    private readonly Lazy<Task<CephServer>> _memory = new(() => CephServer.StartAsync("memstore"));
    private readonly Lazy<Task<CephServer>> _file = new(() => CephServer.StartAsync("bluestore"));

    /// <summary>Returns the server that keeps objects in memory: the fast one, shared by all tests that do not kill it.</summary>
    public Task<CephServer> MemoryAsync() => Started(_memory);

    /// <summary>Returns the server for tests that any S3 server should pass: the environment's, or the one of <see cref="MemoryAsync"/>.</summary>
    public async Task<S3Account> AccountAsync() => S3Account.FromEnvironment ?? (await MemoryAsync()).Account;

    /// <summary>Returns the server that keeps objects in a file, and has them again after a crash.</summary>
    public Task<CephServer> FileAsync() => Started(_file);

    public async ValueTask DisposeAsync()
    {
        foreach (Lazy<Task<CephServer>> server in (Lazy<Task<CephServer>>[])[_memory, _file])
        {
            if (server is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
            {
                await (await server.Value).DisposeAsync();
            }
        }
    }

    private static Task<CephServer> Started(Lazy<Task<CephServer>> server)
    {
        // Each test is skipped for itself: a skipped start must not be remembered as the one start.
        CephServer.RequireTools();
        return server.Value;
    }
}
