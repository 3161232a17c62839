using System.Runtime.CompilerServices;
using BackupSh.Backups;
using BackupSh.Catalog;
using BackupSh.Sources;
using BackupSh.Tests.Fixtures;

namespace BackupSh.Tests.Backups;

/// <summary>A source with several databases: each is a backup of its own, and none stops the others.</summary>
public sealed class CatalogSourceTests
{
    [Fact]
    public async Task RunAsync_SeveralDatabases_BacksUpEach()
    {
        ServerSource source = new() { Databases = ["a", "b", "c=globals"] };
        await using EngineFixture engine = new() { Source = source };

        RunResult first = await engine.RunAsync();
        source.Databases = ["b", "new"];
        RunResult second = await engine.RunAsync();

        Assert.Equal((RunStatus.Succeeded, "a b c=globals"), (first.Status, string.Join(' ', first.Backups.Select(backup => backup.Database))));
        Assert.Equal((RunStatus.Succeeded, "b new"), (second.Status, string.Join(' ', second.Backups.Select(backup => backup.Database))));
        List<BackupEntry> listed = await engine.ListAsync();
        Assert.Equal(["a", "b", "b", "c=3Dglobals", "new"], listed.Select(entry => entry.Name.Database).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task RunAsync_OneDatabaseFails_BacksUpTheOthers()
    {
        await using EngineFixture engine = new() { Source = new ServerSource { Databases = ["a", "broken", "c"] } };

        RunResult run = await engine.RunAsync();

        Assert.Equal(RunStatus.Failed, run.Status);
        Assert.Equal([RunStatus.Succeeded, RunStatus.Failed, RunStatus.Succeeded], run.Backups.Select(backup => backup.Status));
        Assert.Equal(["a", "c"], (await engine.ListAsync()).Select(entry => entry.Name.Database).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task RunAsync_ServerUnreachableOrEmpty_Fails()
    {
        await using EngineFixture unreachable = new() { Source = new ServerSource { Databases = null } };
        await using EngineFixture empty = new() { Source = new ServerSource { Databases = [] } };

        Assert.Equal("BSH0503", Assert.Single((await unreachable.RunAsync()).Backups).Error?.Code);
        Assert.Equal("BSH0505", Assert.Single((await empty.RunAsync()).Backups).Error?.Code);
    }

    [Fact]
    public async Task RunAsync_CancelledAtTheSecond_TellsWhatStands()
    {
        using CancellationTokenSource stop = new();
        await using EngineFixture engine = new() { Source = new ServerSource { Databases = ["a", "b", "c"], AtB = stop.Cancel } };

        RunResult run = await engine.Runner.RunAsync(engine.JobName, cancellationToken: stop.Token);

        Assert.Equal([RunStatus.Succeeded, RunStatus.Failed, RunStatus.Failed], run.Backups.Select(backup => backup.Status));
        Assert.Equal("BSH0506", run.Backups[1].Error?.Code);
        Assert.Equal("a", Assert.Single(await engine.ListAsync()).Name.Database);
    }

    private sealed class ServerSource : IBackupSource, IBackupSourceCatalog
    {
        internal string[]? Databases { get; set; }

        internal Action AtB { get; init; } = static () => { };

        public async IAsyncEnumerable<string> ListDatabasesAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await Task.CompletedTask;
            foreach (string database in Databases ?? throw new HttpRequestException("no route to host"))
            {
                yield return database;
            }
        }

        public SourceDescription Describe(string? database = null) => new("fake", database ?? "srv", "bin") { RestoreCommand = "> x" };

        public async Task<SourceReport> WriteToAsync(Stream destination, SourceRequest request, CancellationToken cancellationToken = default)
        {
            if (request.Database == "b")
            {
                AtB();
            }

            cancellationToken.ThrowIfCancellationRequested();
            await destination.WriteAsync("content"u8.ToArray(), cancellationToken);
            return request.Database == "broken" ? throw new IOException("broken") : new SourceReport();
        }
    }
}
