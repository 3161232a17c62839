using BackupSh.Catalog.Store;
using Microsoft.Extensions.Time.Testing;

namespace BackupSh.Tests.Catalog.Store;

public sealed class CatalogLeasesTests : IDisposable
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 24, 3, 0, 0, TimeSpan.Zero));
    private readonly InMemoryCatalogStore _store = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private CatalogLeases Leases => new(_store, _time);

    [Fact]
    public async Task TryTakeAsync_SomebodyElseHoldsIt_FailsUntilItEnds()
    {
        Assert.True(await Leases.TryTakeAsync("runs", "a", Minute, Token));
        Assert.False(await Leases.TryTakeAsync("runs", "b", Minute, Token));
        Assert.True(await Leases.TryTakeAsync("other", "b", Minute, Token));

        _time.Advance(Minute);

        Assert.True(await Leases.TryTakeAsync("runs", "b", Minute, Token));
        Assert.False(await Leases.TryTakeAsync("runs", "a", Minute, Token));
    }

    [Fact]
    public async Task TryTakeAsync_HolderAgain_ProlongsIt()
    {
        await Leases.TryTakeAsync("runs", "a", Minute, Token);
        _time.Advance(Minute / 2);
        Assert.True(await Leases.TryTakeAsync("runs", "a", Minute, Token));
        _time.Advance(Minute / 2);

        Assert.False(await Leases.TryTakeAsync("runs", "b", Minute, Token));
    }

    [Fact]
    public async Task ReleaseAsync_OnlyTheHolder_GivesItBack()
    {
        await Leases.TryTakeAsync("runs", "a", Minute, Token);

        await Leases.ReleaseAsync("runs", "b", Token);
        Assert.False(await Leases.TryTakeAsync("runs", "b", Minute, Token));
        await Leases.ReleaseAsync("runs", "a", Token);

        Assert.True(await Leases.TryTakeAsync("runs", "b", Minute, Token));
    }

    [Fact]
    public async Task TryTakeAsync_ManyAtOnce_OneGetsIt()
    {
        bool[] taken = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() => Leases.TryTakeAsync("runs", $"{i}", Minute, Token))));

        Assert.Single(taken, won => won);
    }

    public void Dispose() => _store.Dispose();
}
