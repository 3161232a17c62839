using BackupSh.Catalog;
using BackupSh.Storage;
using BackupSh.Testing;
using BackupSh.Tests.Fixtures;

namespace BackupSh.Tests.Catalog;

public sealed class BackupLinkTests : IAsyncDisposable
{
    private readonly EngineFixture _engine = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    [Fact]
    public async Task GetTemporaryLinkAsync_SecondStorageMakesLinks_LinksToItsCopy()
    {
        _engine.With("memory", _engine.Memory).With("offsite", new LinkingStorage(new InMemoryStorage(_engine.Time) { Name = "offsite" }));
        string backup = (await _engine.RunAsync()).Backups[0].Name!;

        BackupLink link = await _engine.Catalog.GetTemporaryLinkAsync(backup, TimeSpan.FromHours(1), storage: null, Token);

        Assert.Equal("offsite", link.Backup.Storage);
        Assert.Equal($"https://example.com/{link.Backup.Archive}?signature=s3cret", link.Link.Address.AbsoluteUri);
        Assert.Equal(EngineFixture.Start.AddHours(1), link.Link.ExpiresAt);
        Assert.DoesNotContain("s3cret", link.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(_engine.Logs.GetSnapshot(), record => record.Message.Contains("s3cret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task GetTemporaryLinkAsync_NoStorageMakesLinks_SaysWhatToDoInstead()
    {
        string backup = (await _engine.RunAsync()).Backups[0].Name!;

        BackupShException exception = await Assert.ThrowsAsync<BackupShException>(
            () => _engine.Catalog.GetTemporaryLinkAsync(backup, TimeSpan.FromHours(1), storage: null, Token));

        Assert.Equal("BSH0819", exception.Code);
        Assert.Contains("'memory'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetTemporaryLinkAsync_LifetimeOfZero_IsMisuse() =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => _engine.Catalog.GetTemporaryLinkAsync("latest:fake", TimeSpan.Zero, storage: null, Token));

    private sealed class LinkingStorage(InMemoryStorage inner) : DelegatingStorage(inner), ITemporaryLinkStorage
    {
        public Task<TemporaryLink> GetTemporaryLinkAsync(string name, TimeSpan lifetime, CancellationToken cancellationToken = default) =>
            Task.FromResult(new TemporaryLink(new Uri($"https://example.com/{name}?signature=s3cret"), EngineFixture.Start + lifetime));
    }
}
