using BackupSh.Conformance;
using BackupSh.TestSupport.Sources;

namespace BackupSh.Sources.PostgreSql.Tests;

public sealed class PostgreSqlSourceConformanceTests(SharedCluster shared) : SourceConformanceTests, IAsyncLifetime
{
    private PostgreSqlConformance? _conformance;

    protected override SourceConformance Conformance => _conformance!;

    public async ValueTask InitializeAsync()
    {
        PostgreSqlCluster cluster = await shared.GetAsync();
        _conformance = new PostgreSqlConformance(cluster, await cluster.CreateAsync(PostgreSqlConformance.Content));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
