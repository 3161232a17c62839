using BackupSh.Storage;
using Xunit;

namespace BackupSh.TestSupport.Storage;

/// <content>Clauses 3, 6 and 8 of deleting.</content>
public abstract partial class StorageContractTests
{
    [Fact]
    public async Task DeleteAsync_Existing_IsGone()
    {
        IBackupStorage storage = await CreateAsync();
        await UploadAsync(storage, "object", [1]);

        DeleteOutcome outcome = Assert.Single(await storage.DeleteAsync(["object"], Token));

        Assert.Equal(new DeleteOutcome("object", DeleteStatus.Deleted), outcome);
        await AssertNothingStaysAsync(storage, "object");
    }

    [Fact]
    public async Task DeleteAsync_Missing_IsNotFound()
    {
        IBackupStorage storage = await CreateAsync();

        Assert.Equal([new DeleteOutcome("object", DeleteStatus.NotFound)], await storage.DeleteAsync(["object"], Token));
    }

    [Fact]
    public async Task DeleteAsync_Twice_IsGoneBothTimes()
    {
        IBackupStorage storage = await CreateAsync();
        await UploadAsync(storage, "object", [1]);
        await storage.DeleteAsync(["object"], Token);

        Assert.True(Assert.Single(await storage.DeleteAsync(["object"], Token)).IsGone);
    }

    [Fact]
    public async Task DeleteAsync_SeveralNames_GivesOneOutcomeEachInTheirOrder()
    {
        IBackupStorage storage = await CreateAsync();
        await UploadAsync(storage, "a", [1]);
        await UploadAsync(storage, "b", [1]);
        await UploadAsync(storage, "c", [1]);

        IReadOnlyList<DeleteOutcome> outcomes = await storage.DeleteAsync(["c", "missing", "a"], Token);

        Assert.Equal(["c", "missing", "a"], outcomes.Select(outcome => outcome.Name));
        Assert.Equal([DeleteStatus.Deleted, DeleteStatus.NotFound, DeleteStatus.Deleted], outcomes.Select(outcome => outcome.Status));
        Assert.Equal(["b"], await NamesAsync(storage));
    }

    [Fact]
    public async Task DeleteAsync_NoNames_HasNoOutcomes()
    {
        IBackupStorage storage = await CreateAsync();

        Assert.Empty(await storage.DeleteAsync([], Token));
    }

    [Fact]
    public async Task DeleteAsync_ManyNames_DeletesAll()
    {
        IBackupStorage storage = await CreateAsync();
        string[] names = [.. Enumerable.Range(0, ManyObjects).Select(i => $"object-{i:D6}")];
        await Parallel.ForEachAsync(names, Token, async (name, _) => await UploadAsync(storage, name, [1]));

        IReadOnlyList<DeleteOutcome> outcomes = await storage.DeleteAsync(names, Token);

        Assert.All(outcomes, outcome => Assert.Equal(DeleteStatus.Deleted, outcome.Status));
        Assert.Equal(names, outcomes.Select(outcome => outcome.Name));
        Assert.Empty(await ListAsync(storage));
    }

    [Fact]
    public async Task DeleteAsync_Deleted_NameIsFreeAgain()
    {
        IBackupStorage storage = await CreateAsync();
        await UploadAsync(storage, "object", [1]);
        await storage.DeleteAsync(["object"], Token);

        await UploadAsync(storage, "object", [2]);

        Assert.Equal([2], await ReadAsync(storage, "object"));
    }

    [Fact]
    public async Task DeleteAsync_TokenIsCancelledAlready_DeletesNothing()
    {
        IBackupStorage storage = await CreateAsync();
        await UploadAsync(storage, "object", [1]);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => storage.DeleteAsync(["object"], new CancellationToken(canceled: true)));

        Assert.Equal(["object"], await NamesAsync(storage));
    }
}
