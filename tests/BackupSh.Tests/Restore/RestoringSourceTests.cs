using BackupSh.Configuration;
using BackupSh.Restore;
using BackupSh.Sources;
using BackupSh.Testing;
using BackupSh.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;

namespace BackupSh.Tests.Restore;

/// <summary>Who restores a backup: the source that is named, the one that made it, or one of its kind.</summary>
public sealed class RestoringSourceTests
{
    [Fact]
    public async Task RestoreAsync_SourceStopsBeforeTheEnd_IsCaught()
    {
        await using EngineFixture engine = new() { Source = new EarlySource(askToPublish: false) };
        (await engine.RunAsync()).EnsureSucceeded();

        Assert.Equal("BSH0605", (await Assert.ThrowsAsync<BackupShException>(() => engine.RestoreAsync())).Code);
    }

    [Fact]
    public async Task RestoreAsync_SourceAsksToPublishBeforeTheEnd_IsStoppedThere()
    {
        EarlySource source = new(askToPublish: true);
        await using EngineFixture engine = new() { Source = source };
        (await engine.RunAsync()).EnsureSucceeded();

        Assert.Equal("BSH0605", (await Assert.ThrowsAsync<BackupShException>(() => engine.RestoreAsync())).Code);

        Assert.False(source.Published);
    }

    [Fact]
    public async Task RestoreAsync_SourceSwallowsTheFailureOfItsContent_IsCaught()
    {
        EarlySource source = new(askToPublish: false) { Swallows = true };
        await using EngineFixture engine = new() { Source = source };
        (await engine.RunAsync()).EnsureSucceeded();
        string archive = engine.Memory.Names[0];
        engine.Memory.Put(archive, Restoring.Flip(engine.Memory.GetContent(archive), 300));

        BackupShException exception = await Assert.ThrowsAsync<BackupShException>(() => engine.RestoreAsync());

        Assert.Equal("BSH0605", exception.Code);
        Assert.Equal("BSH0601", Assert.IsType<BackupShException>(exception.InnerException).Code);
    }

    [Fact]
    public async Task RestoreAsync_SourceCannotRestore_SaysSo()
    {
        await using EngineFixture engine = new() { Source = new WriteOnlySource() };
        (await engine.RunAsync()).EnsureSucceeded();

        Assert.Equal("BSH0607", (await Assert.ThrowsAsync<BackupShException>(() => engine.RestoreAsync())).Code);
    }

    [Fact]
    public async Task RestoreAsync_ModulesBackupWithoutSource_AsksForOne()
    {
        StoredBackup backup = await DamageSweepTests.MakeAsync("bin.enc");
        await using EngineFixture engine = new() { Configure = builder => builder.ReadWith("correct horse") };
        StoredBackup.OfModules(backup.Archive).PutInto(engine.Memory);

        Assert.Equal("BSH0606", (await Assert.ThrowsAsync<BackupShException>(() => engine.RestoreAsync())).Code);
    }

    [Fact]
    public async Task RestoreAsync_UnknownSourceNamed_NamesTheKnownOnes()
    {
        await using EngineFixture engine = new();
        (await engine.RunAsync()).EnsureSucceeded();

        BackupShException exception = await Assert.ThrowsAsync<BackupShException>(() => engine.Restorer.RestoreAsync(
            "latest:shop", new RestoreOptions { Target = "copy", Source = "shoop" }, TestContext.Current.CancellationToken));

        Assert.Equal("BSH0141", exception.Code);
        Assert.Contains("shop", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RestoreAsync_NoTarget_IsMisuse()
    {
        await using EngineFixture engine = new();

        await Assert.ThrowsAsync<ArgumentException>(() => engine.RestoreAsync(target: ""));
    }

    [Fact]
    public async Task RestoreAsync_Replace_ReachesTheSourceAndTheResult()
    {
        await using EngineFixture engine = new();
        (await engine.RunAsync()).EnsureSucceeded();
        await engine.RestoreAsync();

        RestoreResult again = await engine.Restorer.RestoreAsync(
            "latest:shop", new RestoreOptions { Target = "copy", Replace = true }, TestContext.Current.CancellationToken);

        Assert.Equal("copy.previous", again.PreviousTarget);
        Assert.True(Restoring.Source(engine).Restores[1].Request.Replace);
    }

    [Fact]
    public async Task RestoreAsync_NoSourceOfTheName_MakesOneOfTheKindAndDisposesIt()
    {
        DisposableSource? made = null;
        ComponentType<IBackupSource, object> type = new("Fake", "fake", (_, _) => { }, (_, _) => { }, (_, _, _) => made = new DisposableSource());
        byte[] content = StoredBackup.Noise(1000);
        await using EngineFixture engine = new() { Configure = builder => builder.AddSourceType(type) };
        StoredBackup.Ours(content, content, "bin", details => details with { Source = "elsewhere" }).PutInto(engine.Memory);

        await engine.Restorer.RestoreAsync(StoredBackup.Name, new RestoreOptions { Target = "copy" }, TestContext.Current.CancellationToken);

        Assert.Equal(content, Assert.Single(made!.Inner.Restores).Content.ToArray());
        Assert.True(made.IsDisposed);
        Assert.Empty(Restoring.Source(engine).Restores);
    }

    [Fact]
    public async Task RestoreAsync_SourceOfTheNameIsOfAnotherKind_IsNotUsed()
    {
        byte[] content = StoredBackup.Noise(1000);
        await using EngineFixture engine = new();
        StoredBackup.Ours(content, content, "bin", details => details with { SourceKind = "mongo" }).PutInto(engine.Memory);

        Assert.Equal("BSH0144", (await Assert.ThrowsAsync<BackupShException>(() => engine.RestoreAsync())).Code);

        Assert.Empty(Restoring.Source(engine).Restores);
    }

    [Fact]
    public async Task RestoreAsync_HostWithStorageKeyAndTypeOnly_RestoresTheDatabase()
    {
        using SqliteHost host = await SqliteHost.CreateAsync("shop", job => job.Encryption.Passphrase = "correct horse");
        await host.BackUpAsync();
        ServiceCollection services = new();
        IBackupShBuilder builder = services.AddBackupSh()
            .AddSqliteSourceType()
            .AddFileSystemStorage("nas", storage => storage.Directory = host.StorageDirectory);
        builder.ReadWith("correct horse");
        await using ServiceProvider provider = services.BuildServiceProvider();
        string target = Path.Combine(host.RestoreDirectory, "elsewhere.db");

        RestoreResult restored = await provider.GetRequiredService<BackupRestorer>().RestoreAsync(
            "latest:shop", new RestoreOptions { Target = target }, TestContext.Current.CancellationToken);

        Assert.Equal(target, restored.Target);
        await host.AssertSameContentAsync(target);
    }

    private sealed class EarlySource(bool askToPublish) : IRestorableBackupSource
    {
        private readonly FakeSource _inner = new() { SizeBytes = 300_000, Description = new SourceDescription("fake", "shop", "bin") { RestoreCommand = "> shop.bin" } };

        public bool Swallows { get; init; }

        public bool Published { get; private set; }

        public SourceDescription Describe(string? database = null) => _inner.Describe(database);

        public Task<SourceReport> WriteToAsync(Stream destination, SourceRequest request, CancellationToken cancellationToken = default) =>
            _inner.WriteToAsync(destination, request, cancellationToken);

        public async Task<RestoreReport> RestoreAsync(Stream content, RestoreRequest request, CancellationToken cancellationToken = default)
        {
            if (Swallows)
            {
                await Record.ExceptionAsync(() => content.CopyToAsync(Stream.Null, cancellationToken));
            }
            else
            {
                await content.ReadExactlyAsync(new byte[1000], cancellationToken);
            }

            if (askToPublish)
            {
                await request.BeforePublish(request.Target, cancellationToken);
            }

            Published = true;
            return new RestoreReport(request.Target);
        }
    }

    private sealed class WriteOnlySource : IBackupSource
    {
        private readonly FakeSource _inner = new();

        public SourceDescription Describe(string? database = null) => new("fake", "shop", "bin") { RestoreCommand = "> shop.bin" };

        public Task<SourceReport> WriteToAsync(Stream destination, SourceRequest request, CancellationToken cancellationToken = default) =>
            _inner.WriteToAsync(destination, request, cancellationToken);
    }

    private sealed class DisposableSource : IRestorableBackupSource, IDisposable
    {
        public FakeSource Inner { get; } = new();

        public bool IsDisposed { get; private set; }

        public SourceDescription Describe(string? database = null) => Inner.Describe(database);

        public Task<SourceReport> WriteToAsync(Stream destination, SourceRequest request, CancellationToken cancellationToken = default) =>
            Inner.WriteToAsync(destination, request, cancellationToken);

        public Task<RestoreReport> RestoreAsync(Stream content, RestoreRequest request, CancellationToken cancellationToken = default) =>
            Inner.RestoreAsync(content, request, cancellationToken);

        public void Dispose() => IsDisposed = true;
    }
}
