namespace BackupSh.TestSupport.PostgreSql;

/// <summary>The one server that most tests share, each with databases of its own. Started by the first that needs it.</summary>
public sealed class SharedCluster : IAsyncDisposable
{
    private readonly Lazy<Task<PostgreSqlCluster>> _cluster = new(PostgreSqlCluster.StartAsync);

    public Task<PostgreSqlCluster> GetAsync() => _cluster.Value;

    public async ValueTask DisposeAsync()
    {
        if (_cluster.IsValueCreated && _cluster.Value.IsCompletedSuccessfully)
        {
            await (await _cluster.Value).DisposeAsync();
        }
    }
}
