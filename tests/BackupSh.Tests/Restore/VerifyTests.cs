using BackupSh.Catalog;
using BackupSh.Restore;
using BackupSh.Storage;
using BackupSh.Testing;
using BackupSh.Tests.Fixtures;

namespace BackupSh.Tests.Restore;

public sealed class VerifyTests
{
    private static readonly byte[] Content = StoredBackup.Noise(1000);

    [Fact]
    public async Task VerifyAsync_Whole_IsVerified()
    {
        await using EngineFixture engine = new();
        (await engine.RunAsync()).EnsureSucceeded();

        VerificationResult verified = await engine.VerifyAsync();

        Assert.Equal((VerificationStatus.Verified, null), (verified.Status, verified.Error));
        Assert.Equal(("shop.2026-11-24_03-00-00", "memory"), (verified.Backup, verified.Storage));
    }

    [Theory]
    [InlineData(true, VerificationStatus.Unreadable)]
    [InlineData(false, VerificationStatus.Damaged)]
    public async Task VerifyAsync_NotGiven_IsDamagedOnlyIfItIsGone(bool isUnreachable, VerificationStatus expected)
    {
        InMemoryStorage memory = new();
        FaultyStorage storage = new(memory);
        await using EngineFixture engine = new EngineFixture().With("nas", storage);
        (await engine.RunAsync()).EnsureSucceeded();
        string archive = memory.Names[0];
        storage.On(StorageOperation.OpenRead).Named(archive).Fail(isUnreachable ? null : new StorageObjectNotFoundException("nas", archive));

        Assert.Equal(expected, (await engine.VerifyAsync()).Status);
    }

    [Fact]
    public async Task VerifyAsync_OneCopyCutAndOneStorageSilent_HasAResultForEach()
    {
        InMemoryStorage whole = new(), cut = new(), silent = new();
        FaultyStorage faulty = new(silent);
        await using EngineFixture engine = new EngineFixture().With("a", whole).With("b", cut).With("c", faulty);
        (await engine.RunAsync()).EnsureSucceeded();
        cut.Put(cut.Names[0], [1]);
        faulty.On(StorageOperation.List).Fail();

        IReadOnlyList<VerificationResult> results =
            await engine.Verifier.VerifyAsync("latest:shop", cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(
            [("a", VerificationStatus.Verified), ("b", VerificationStatus.Damaged), ("c", VerificationStatus.Unreadable)],
            results.Select(result => (result.Storage, result.Status)).Order());
    }

    [Fact]
    public async Task VerifyAndRestoreAsync_WrittenByANewerVersion_AreNotGuessedAt()
    {
        await using EngineFixture engine = new();
        StoredBackup.Ours(Content, Content, "bin", details => details with { Format = 99, MinimumReader = 99 }).PutInto(engine.Memory);
        BackupEntry entry = Assert.Single(await engine.ListAsync());

        VerificationResult verified = await engine.Verifier.VerifyCopyAsync(entry, cancellationToken: TestContext.Current.CancellationToken);
        BackupShException exception = await Assert.ThrowsAsync<BackupShException>(() => engine.RestoreAsync());

        Assert.Equal((VerificationStatus.Unreadable, "BSH0543"), (verified.Status, verified.Error?.Code));
        Assert.Equal("BSH0543", exception.Code);
        Assert.Contains("Newer", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task VerifyAsync_Cancelled_Throws()
    {
        await using EngineFixture engine = new();
        (await engine.RunAsync()).EnsureSucceeded();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => engine.Verifier.VerifyAsync("latest:shop", cancellationToken: new CancellationToken(true)));
    }
}
