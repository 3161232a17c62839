using BackupSh.Storage;
using BackupSh.TestSupport;

namespace BackupSh.Testing.Tests;

public sealed class InMemoryStorageTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 3, 0, 0, TimeSpan.Zero);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Put_ForeignName_IsListed()
    {
        InMemoryStorage storage = new(new FixedTime());

        storage.Put("some file.txt", [1, 2]);

        StorageObject listed = Assert.Single(await storage.ListAsync("", Token).ToListAsync(Token));
        Assert.Equal(("some file.txt", 2L, Now), (listed.Name, listed.SizeBytes, listed.LastModified));
    }

    [Fact]
    public async Task Put_OverAnUploadedObject_IsAnotherVersionAndChecksum()
    {
        InMemoryStorage storage = new();
        StorageObject stored = await UploadAsync(storage, "erp.zip", [1, 2]);

        storage.Put("erp.zip", [1, 3]);

        StorageObject damaged = Assert.Single(await storage.ListAsync("", Token).ToListAsync(Token));
        Assert.NotEqual(stored.Version, damaged.Version);
        Assert.NotEqual(stored.Checksum, damaged.Checksum);
        Assert.Equal([1, 3], storage.GetContent("erp.zip"));
    }

    [Fact]
    public void GetContent_Missing_NamesWhatThereIs()
    {
        InMemoryStorage storage = new();
        storage.Put("erp.zip", []);

        KeyNotFoundException thrown = Assert.Throws<KeyNotFoundException>(() => storage.GetContent("shop.zip"));

        Assert.Contains("erp.zip", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetMetadata_Uploaded_IsKept()
    {
        InMemoryStorage storage = new();
        UploadOptions options = new() { RunId = "run-1", Metadata = new Dictionary<string, string> { ["run"] = "run-1" } };

        await storage.UploadAsync("erp.zip", new ContentStream([1]), options, Token);

        Assert.Equal("run-1", storage.GetMetadata("erp.zip")["run"]);
    }

    [Fact]
    public async Task DeleteAsync_NotAllowed_IsRetained()
    {
        InMemoryStorage storage = new() { AllowsDelete = false };
        storage.Put("erp.zip", [1]);

        IReadOnlyList<DeleteOutcome> outcomes = await storage.DeleteAsync(["erp.zip", "missing"], Token);

        Assert.Equal([DeleteStatus.Retained, DeleteStatus.NotFound], outcomes.Select(outcome => outcome.Status));
        Assert.Equal("BSH0251", outcomes[0].Error?.Code);
        Assert.True(storage.Contains("erp.zip"));
    }

    [Theory]
    [InlineData(1, DeleteStatus.Retained)]
    [InlineData(0, DeleteStatus.Deleted)]
    public async Task DeleteAsync_RetainUntil_HoldsUntilThen(int hoursAhead, DeleteStatus expected)
    {
        InMemoryStorage storage = new(new FixedTime());
        UploadOptions options = new() { RunId = "run-1", RetainUntil = Now.AddHours(hoursAhead) };
        await storage.UploadAsync("erp.zip", new ContentStream([1]), options, Token);

        Assert.Equal(expected, Assert.Single(await storage.DeleteAsync(["erp.zip"], Token)).Status);
    }

    [Fact]
    public async Task UploadAsync_WithoutCreateOnly_LastOfTwoRacersWins()
    {
        InMemoryStorage storage = new() { CreatesOnly = false };
        TaskCompletionSource gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        ContentStream content = new([1]) { Gate = gate.Task };
        Task slow = storage.UploadAsync("erp.zip", content, new UploadOptions { RunId = "slow" }, Token);
        await UploadAsync(storage, "erp.zip", [2]);

        gate.SetResult();
        await slow;

        Assert.Equal([1], storage.GetContent("erp.zip"));
        Assert.Null(((IBackupStorage)storage).GetAbility<ICreateOnlyStorage>());
    }

    private static Task<StorageObject> UploadAsync(InMemoryStorage storage, string name, byte[] bytes) =>
        storage.UploadAsync(name, new ContentStream(bytes), new UploadOptions { RunId = "run-1" }, Token);

    private sealed class FixedTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;
    }
}
