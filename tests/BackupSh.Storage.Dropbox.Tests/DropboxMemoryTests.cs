using BackupSh.TestSupport;

namespace BackupSh.Storage.Dropbox.Tests;

/// <summary>An upload in a process whose heap is smaller than the object.</summary>
public sealed class DropboxMemoryTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public Task UploadAsync_LargerThanTheHeap_Succeeds() => SmallHeap.RunAsync(
        GetType().GetMethod(nameof(UploadAsync_ChildProcess_UploadsMoreThanItsHeap))!, new Dictionary<string, string>(), Token);

    [Fact(Explicit = true)]
    public async Task UploadAsync_ChildProcess_UploadsMoreThanItsHeap()
    {
        await using DropboxFixture dropbox = await DropboxFixture.StartAsync(Token);
        await SmallHeap.UploadAsync(dropbox.Open(), "object", Token);
    }
}
