using BackupSh.Storage;
using Xunit;

namespace BackupSh.TestSupport.Storage;

/// <content>Clause 7: listing.</content>
public abstract partial class StorageContractTests
{
    /// <summary>Gets how many objects are more than two pages of this storage's listing.</summary>
    protected virtual int ManyObjects => 250;

    [Fact]
    public async Task ListAsync_NoObjects_IsEmpty()
    {
        IBackupStorage storage = await CreateAsync();

        Assert.Empty(await ListAsync(storage));
        Assert.Empty(await ListAsync(storage, "prefix"));
    }

    [Fact]
    public async Task ListAsync_ManyObjects_GivesEachOnce()
    {
        IBackupStorage storage = await CreateAsync();
        string[] names = [.. Enumerable.Range(0, ManyObjects).Select(i => $"object-{i:D6}")];
        await Parallel.ForEachAsync(names, Token, async (name, _) => await UploadAsync(storage, name, [1]));

        Assert.Equal(names, await NamesAsync(storage));
    }

    [Theory]
    [InlineData("", new[] { "ERP.info", "erp", "erp.2026.info", "erp.2026.zip", "erp2.2026.zip", "shop.erp" })]
    [InlineData("erp", new[] { "erp", "erp.2026.info", "erp.2026.zip", "erp2.2026.zip" })]
    [InlineData("erp.", new[] { "erp.2026.info", "erp.2026.zip" })]
    [InlineData("erp.2026.zip", new[] { "erp.2026.zip" })]
    [InlineData("erp.2026.zip.enc", new string[0])]
    [InlineData("*", new string[0])]
    [InlineData("erp?", new string[0])]
    public async Task ListAsync_Prefix_IsOrdinal(string prefix, string[] expected)
    {
        IBackupStorage storage = await CreateAsync();
        foreach (string name in (string[])["erp", "erp.2026.zip", "erp.2026.info", "erp2.2026.zip", "shop.erp", "ERP.info"])
        {
            await UploadAsync(storage, name, [1]);
        }

        Assert.Equal(expected, await NamesAsync(storage, prefix));
    }

    [Fact]
    public async Task ListAsync_Twice_GivesTheSame()
    {
        IBackupStorage storage = await CreateAsync();
        await UploadAsync(storage, "a", [1]);
        await UploadAsync(storage, "b", [1, 2]);

        List<StorageObject> first = await ListAsync(storage);

        List<StorageObject> second = await ListAsync(storage);
        Assert.Equal(first.OrderBy(item => item.Name, StringComparer.Ordinal), second.OrderBy(item => item.Name, StringComparer.Ordinal));
    }

    [Fact]
    public async Task ListAsync_NameOfGreatestLength_ComesBackWhole()
    {
        IBackupStorage storage = await CreateAsync();
        string name = "=" + new string('x', ObjectName.MaximumLength - 1);

        await UploadAsync(storage, name, [1]);

        Assert.Equal([name], await NamesAsync(storage));
        Assert.Equal([1], await ReadAsync(storage, name));
    }

    [Fact]
    public async Task ListAsync_TokenIsCancelledAlready_Throws()
    {
        IBackupStorage storage = await CreateAsync();
        await UploadAsync(storage, "object", [1]);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (StorageObject _ in storage.ListAsync("", new CancellationToken(canceled: true)))
            {
            }
        });
    }

    [Fact]
    public async Task ListAsync_TokenFiresAfterTheFirstObject_GivesNoOther()
    {
        IBackupStorage storage = await CreateAsync();
        await UploadAsync(storage, "a", [1]);
        await UploadAsync(storage, "b", [1]);
        using CancellationTokenSource cancellation = new();
        int count = 0;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (StorageObject _ in storage.ListAsync("", cancellation.Token))
            {
                count++;
                await cancellation.CancelAsync();
            }
        });

        Assert.Equal(1, count);
    }

    [Fact]
    public async Task ListAsync_WhileOthersUpload_GivesAllThatWereThere()
    {
        IBackupStorage storage = await CreateAsync();
        string[] before = [.. Enumerable.Range(0, 20).Select(i => $"before-{i:D2}")];
        foreach (string name in before)
        {
            await UploadAsync(storage, name, [1]);
        }

        Task uploads = Parallel.ForAsync(0, 20, Token, async (i, _) => await UploadAsync(storage, $"after-{i}", [1]));
        string[] listed = await NamesAsync(storage, "before");
        await uploads;

        Assert.Equal(before, listed);
    }
}
