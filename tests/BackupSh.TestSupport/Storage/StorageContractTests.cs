using BackupSh.Storage;
using Xunit;

namespace BackupSh.TestSupport.Storage;

/// <summary>The ten clauses of <see cref="IBackupStorage"/> as tests: every storage derives from it and passes.</summary>
public abstract partial class StorageContractTests
{
    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Makes a storage of this test's own, without objects.</summary>
    protected abstract Task<IBackupStorage> CreateAsync();

    protected static Task<StorageObject> UploadAsync(IBackupStorage storage, string name, byte[] bytes) =>
        storage.UploadAsync(name, new ContentStream(bytes), Options(), Token);

    protected static UploadOptions Options(long? sizeHintBytes = null, IProgress<long>? progress = null) =>
        new() { RunId = "run-1", SizeHintBytes = sizeHintBytes, Progress = progress };

    protected static async Task<byte[]> ReadAsync(IBackupStorage storage, string name, ReadRange range = default)
    {
        await using Stream content = await storage.OpenReadAsync(name, range, Token);
        using MemoryStream bytes = new();
        await content.CopyToAsync(bytes, Token);
        return bytes.ToArray();
    }

    protected static async Task<List<StorageObject>> ListAsync(IBackupStorage storage, string prefix = "")
    {
        List<StorageObject> found = [];
        await foreach (StorageObject item in storage.ListAsync(prefix, Token))
        {
            found.Add(item);
        }

        return found;
    }

    protected static async Task<string[]> NamesAsync(IBackupStorage storage, string prefix = "") =>
        [.. (await ListAsync(storage, prefix)).Select(item => item.Name).Order(StringComparer.Ordinal)];

    [Fact]
    public async Task GetAbility_Unknown_IsNull()
    {
        IBackupStorage storage = await CreateAsync();

        Assert.Null(storage.GetAbility<StorageContractTests>());
    }

    [Theory]
    [InlineData("../etc")]
    [InlineData("a/b")]
    [InlineData(".hidden")]
    [InlineData("")]
    public async Task EveryMember_InvalidName_IsMisuse(string name)
    {
        IBackupStorage storage = await CreateAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => UploadAsync(storage, name, [1]));
        await Assert.ThrowsAsync<ArgumentException>(() => ReadAsync(storage, name));
        await Assert.ThrowsAsync<ArgumentException>(() => storage.DeleteAsync([name], Token));
    }

    [Fact]
    public async Task Calls_InParallel_DoNotDisturbEachOther()
    {
        IBackupStorage storage = await CreateAsync();

        await Parallel.ForAsync(0, 16, Token, async (i, _) =>
        {
            byte[] bytes = ContentStream.Bytes(1000 + i, seed: i);
            await UploadAsync(storage, $"object-{i}", bytes);
            Assert.Contains($"object-{i}", await NamesAsync(storage));
            Assert.Equal(bytes, await ReadAsync(storage, $"object-{i}"));
        });

        Assert.Equal(16, (await NamesAsync(storage)).Length);
    }
}
