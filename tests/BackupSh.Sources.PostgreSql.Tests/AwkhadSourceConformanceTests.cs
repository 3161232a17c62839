using BackupSh.Conformance;
using BackupSh.TestSupport.Sources;

namespace BackupSh.Sources.PostgreSql.Tests;

public sealed class AwkhadSourceConformanceTests(SharedCluster shared) : SourceConformanceTests, IAsyncLifetime
{
    private AwkhadConformance? _conformance;

    protected override SourceConformance Conformance => _conformance!;

    public async ValueTask InitializeAsync()
    {
        PostgreSqlCluster cluster = await shared.GetAsync();
        _conformance = new AwkhadConformance(cluster, await cluster.CreateAsync(PostgreSqlConformance.Content));
    }

    public ValueTask DisposeAsync()
    {
        _conformance?.Dispose();
        return ValueTask.CompletedTask;
    }
}
