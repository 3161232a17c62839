using BackupSh.TestSupport;

namespace BackupSh.Storage.GoogleDrive.Tests.Storage;

/// <summary>An upload of many parts in a heap that could not hold them.</summary>
public sealed class GoogleDriveMemoryTests
{
    private const string Variable = "BACKUPSH_TEST_DRIVE_UPLOAD";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public Task UploadAsync_MoreThanTheHeap_NeedsTwoParts() => SmallHeap.RunAsync(
        typeof(GoogleDriveMemoryTests).GetMethod(nameof(UploadAsync_InASmallHeap_StoresAll))!, new Dictionary<string, string> { [Variable] = "1" }, Token);

    [Fact(Explicit = true)]
    public async Task UploadAsync_InASmallHeap_StoresAll()
    {
        Assert.Equal("1", Environment.GetEnvironmentVariable(Variable));
        await using DriveWorkshop workshop = await DriveWorkshop.OpenAsync();

        await SmallHeap.UploadAsync(workshop.Storage(options => options.PartSizeBytes = 8 * 1024 * 1024), "a", Token);
    }
}
