using BackupSh.Catalog.Store;
using Xunit;

namespace BackupSh.TestSupport.Catalog;

/// <summary>What every store of the catalog promises. A store's tests derive from it.</summary>
public abstract class CatalogStoreContractTests
{
    private static readonly DateTimeOffset Noon = new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero).AddTicks(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Opens a new, empty store.</summary>
    protected abstract Task<CatalogStore> OpenAsync();

    /// <summary>Opens what another one has opened, or returns null if a store cannot be shared.</summary>
    protected abstract Task<CatalogStore?> OpenAgainAsync(CatalogStore other);

    [Fact]
    public async Task FindAsync_NothingWritten_ReturnsNull()
    {
        using CatalogStore store = await OpenAsync();

        Assert.Null(await store.FindAsync(CatalogRecordKind.Job, "", "nightly", Token));
    }

    [Fact]
    public async Task FindHomeAsync_OpenedAgain_IsTheSame()
    {
        using CatalogStore store = await OpenAsync();
        await store.TryWriteAsync(Job("nightly"), Token);
        using CatalogStore? again = await OpenAgainAsync(store);

        string? home = await store.FindHomeAsync(Token);

        Assert.Equal(home, await store.FindHomeAsync(Token));
        Assert.Equal(home, again is null ? null : await again.FindHomeAsync(Token));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task FindAsync_AfterWrite_ReturnsItAsItWas(CatalogRecordKind kind)
    {
        using CatalogStore store = await OpenAsync();
        CatalogRecord record = new(kind, "grüppe 'x'", "ключ\"; --", Noon.ToOffset(TimeSpan.FromHours(2)), """{ "a" : "ü€😀 \u0000" }""");

        CatalogRecord? written = await store.TryWriteAsync(record, Token);
        CatalogRecord? found = await store.FindAsync(kind, record.Group, record.Key, Token);

        Assert.NotNull(written);
        Assert.NotEqual(0, written.Version);
        Assert.Equal(written, found);
        Assert.Equal(record with { Version = written.Version }, found);
    }

    [Fact]
    public async Task FindAsync_OtherCase_FindsNothing()
    {
        using CatalogStore store = await OpenAsync();
        await store.TryWriteAsync(Job("nightly"), Token);

        Assert.Null(await store.FindAsync(CatalogRecordKind.Job, "", "Nightly", Token));
        Assert.Null(await store.FindAsync(CatalogRecordKind.Schedule, "", "nightly", Token));
    }

    [Fact]
    public async Task TryWriteAsync_SomethingStands_RefusesANewOne()
    {
        using CatalogStore store = await OpenAsync();
        await store.TryWriteAsync(Job("nightly", "1"), Token);

        CatalogRecord? second = await store.TryWriteAsync(Job("nightly", "2"), Token);

        Assert.Null(second);
        Assert.Equal("1", (await store.FindAsync(CatalogRecordKind.Job, "", "nightly", Token))!.Document);
    }

    [Fact]
    public async Task TryWriteAsync_VersionAsRead_ReplacesItOnce()
    {
        using CatalogStore store = await OpenAsync();
        CatalogRecord first = (await store.TryWriteAsync(Job("nightly", "1"), Token))!;

        CatalogRecord? second = await store.TryWriteAsync(first with { Document = "2" }, Token);
        CatalogRecord? late = await store.TryWriteAsync(first with { Document = "3" }, Token);

        Assert.NotNull(second);
        Assert.NotEqual(first.Version, second.Version);
        Assert.Null(late);
        Assert.Equal(second, await store.FindAsync(CatalogRecordKind.Job, "", "nightly", Token));
    }

    [Fact]
    public async Task TryWriteAsync_NothingStands_RefusesAReplacement()
    {
        using CatalogStore store = await OpenAsync();

        Assert.Null(await store.TryWriteAsync(Job("nightly") with { Version = 1 }, Token));
        Assert.Null(await store.FindAsync(CatalogRecordKind.Job, "", "nightly", Token));
    }

    [Fact]
    public async Task TryWriteAsync_RemovedAndWrittenAnew_KnowsTheOldVersionNoMore()
    {
        using CatalogStore store = await OpenAsync();
        CatalogRecord first = (await store.TryWriteAsync(Job("nightly", "1"), Token))!;
        Assert.True(await store.TryRemoveAsync(first, Token));
        CatalogRecord again = (await store.TryWriteAsync(Job("nightly", "2"), Token))!;

        Assert.NotEqual(first.Version, again.Version);
        Assert.Null(await store.TryWriteAsync(first with { Document = "3" }, Token));
        Assert.False(await store.TryRemoveAsync(first, Token));
    }

    [Fact]
    public async Task TryWriteAsync_ManyAtOnce_OneWinsEachTime()
    {
        using CatalogStore store = await OpenAsync();
        using CatalogStore? other = await OpenAgainAsync(store);
        CatalogRecord standing = (await store.TryWriteAsync(Job("lease", "0"), Token))!;

        for (int round = 0; round < 10; round++)
        {
            CatalogRecord read = standing;
            CatalogRecord?[] written = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(
                () => (i % 2 == 0 ? store : other ?? store).TryWriteAsync(read with { Document = $"{round}.{i}" }, Token))));

            standing = Assert.Single(written.OfType<CatalogRecord>());
        }

        Assert.Equal(standing, await store.FindAsync(CatalogRecordKind.Job, "", "lease", Token));
    }

    [Fact]
    public async Task TryWriteAsync_AuditThatStands_Refuses()
    {
        using CatalogStore store = await OpenAsync();
        CatalogRecord audit = (await store.TryWriteAsync(new CatalogRecord(CatalogRecordKind.Audit, "act", "1", Noon, "{}"), Token))!;

        Assert.Null(await store.TryWriteAsync(audit with { Document = "x", Version = 0 }, Token));
        await Assert.ThrowsAsync<ArgumentException>(() => store.TryWriteAsync(audit with { Document = "x" }, Token));
        await Assert.ThrowsAsync<ArgumentException>(() => store.WriteAsync([audit], Token));
        await Assert.ThrowsAsync<ArgumentException>(() => store.TryRemoveAsync(audit, Token));
        await Assert.ThrowsAsync<ArgumentException>(() => store.RemoveBeforeAsync(CatalogRecordKind.Audit, Noon.AddDays(1), Token));
        Assert.Equal(audit, await store.FindAsync(CatalogRecordKind.Audit, "act", "1", Token));
    }

    [Fact]
    public async Task TryWriteAsync_NameTooLong_IsTheCallersError()
    {
        using CatalogStore store = await OpenAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => store.TryWriteAsync(Job(new string('x', CatalogRecord.MaximumNameLength + 1)), Token));
        Assert.NotNull(await store.TryWriteAsync(Job(new string('x', CatalogRecord.MaximumNameLength)), Token));
    }

    [Fact]
    public async Task WriteAsync_SomeStand_WritesAll()
    {
        using CatalogStore store = await OpenAsync();
        CatalogRecord first = (await store.TryWriteAsync(Job("a", "1"), Token))!;

        await store.WriteAsync([Job("a", "2"), Job("b", "3")], Token);

        Assert.Equal(["2", "3"], (await ListAsync(store, new CatalogQuery { Kind = CatalogRecordKind.Job })).Select(record => record.Document));
        Assert.Null(await store.TryWriteAsync(first with { Document = "4" }, Token));
    }

    [Fact]
    public async Task ListAsync_ByKind_IsNewestFirstThenByName()
    {
        using CatalogStore store = await OpenAsync();
        await store.WriteAsync([Run("b", "2", 1), Run("a", "3", 1), Run("a", "1", 2), Run("a", "2", 1), Run("a", "0", 0), Job("x")], Token);

        IReadOnlyList<CatalogRecord> runs = await ListAsync(store, new CatalogQuery { Kind = CatalogRecordKind.Run });

        Assert.Equal(["a1", "a2", "a3", "b2", "a0"], runs.Select(run => run.Group + run.Key));
    }

    [Fact]
    public async Task ListAsync_GroupTimesAndLimit_ReturnsWhatMatches()
    {
        using CatalogStore store = await OpenAsync();
        await store.WriteAsync([.. Enumerable.Range(0, 10).Select(i => Run("a", $"{i}", i)), Run("b", "5", 5)], Token);
        CatalogQuery query = new() { Kind = CatalogRecordKind.Run, Group = "a", From = Noon.AddHours(2), To = Noon.AddHours(6) };

        Assert.Equal(["5", "4", "3", "2"], (await ListAsync(store, query)).Select(run => run.Key));
        Assert.Equal(["5", "4"], (await ListAsync(store, query with { Limit = 2 })).Select(run => run.Key));
        Assert.Empty(await ListAsync(store, query with { Group = "c" }));
        Assert.Throws<ArgumentOutOfRangeException>(() => store.ListAsync(query with { Limit = 0 }, Token));
    }

    // More than one page of any store; many of one moment, so that a page ends among them.
    [Fact]
    public async Task ListAsync_Thousands_ReturnsEachOnce()
    {
        using CatalogStore store = await OpenAsync();
        await store.WriteAsync([.. Enumerable.Range(0, 2500).Select(i => Run($"g{i % 3}", $"{i:D5}", i / 700))], Token);

        IReadOnlyList<CatalogRecord> runs = await ListAsync(store, new CatalogQuery { Kind = CatalogRecordKind.Run });

        Assert.Equal(2500, runs.Select(run => run.Key).Distinct().Count());
        Assert.Equal(runs.OrderByDescending(run => run.Time).ThenBy(run => run.Group, StringComparer.Ordinal).ThenBy(run => run.Key, StringComparer.Ordinal), runs);
        Assert.Equal(1800, (await ListAsync(store, new CatalogQuery { Kind = CatalogRecordKind.Run, Limit = 1800 })).Count);
    }

    [Fact]
    public async Task ListAsync_WrittenToWhileRead_GoesOn()
    {
        using CatalogStore store = await OpenAsync();
        await store.WriteAsync([.. Enumerable.Range(0, 1200).Select(i => Run("a", $"{i:D5}", 0))], Token);
        int seen = 0;

        await foreach (CatalogRecord run in store.ListAsync(new CatalogQuery { Kind = CatalogRecordKind.Run }, Token))
        {
            seen++;
            if (seen % 100 == 0)
            {
                await store.WriteAsync([run with { Document = "seen" }], Token);
            }
        }

        Assert.Equal(1200, seen);
    }

    [Fact]
    public async Task RemoveBeforeAsync_OneKind_RemovesItsOlderOnes()
    {
        using CatalogStore store = await OpenAsync();
        await store.WriteAsync([Run("a", "0", 0), Run("a", "1", 1), Run("a", "2", 2), Job("x")], Token);

        await store.RemoveBeforeAsync(CatalogRecordKind.Run, Noon.AddHours(1), Token);

        Assert.Equal(["2", "1"], (await ListAsync(store, new CatalogQuery { Kind = CatalogRecordKind.Run })).Select(run => run.Key));
        Assert.NotNull(await store.FindAsync(CatalogRecordKind.Job, "", "x", Token));
    }

    [Fact]
    public async Task OpenAgainAsync_WhatOneWrites_TheOtherReads()
    {
        using CatalogStore store = await OpenAsync();
        using CatalogStore? other = await OpenAgainAsync(store);
        Assert.SkipWhen(other is null, "This store is one process's own.");
        CatalogRecord written = (await store.TryWriteAsync(Job("nightly"), Token))!;

        Assert.Equal(written, await other.FindAsync(CatalogRecordKind.Job, "", "nightly", Token));
    }

    public static TheoryData<CatalogRecordKind> Kinds() => [.. Enum.GetValues<CatalogRecordKind>()];

    private static async Task<IReadOnlyList<CatalogRecord>> ListAsync(CatalogStore store, CatalogQuery query) =>
        await store.ListAsync(query, Token).ToListAsync(Token);

    private static CatalogRecord Job(string key, string document = "{}") => new(CatalogRecordKind.Job, "", key, Noon, document);

    private static CatalogRecord Run(string group, string key, int hours) => new(CatalogRecordKind.Run, group, key, Noon.AddHours(hours), "{}");
}
