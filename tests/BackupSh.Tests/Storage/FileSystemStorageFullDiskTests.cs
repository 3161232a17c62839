using BackupSh.Storage;
using BackupSh.TestSupport;

namespace BackupSh.Tests.Storage;

/// <summary>A real small file system that is full, read-only, or not mounted at all.</summary>
public sealed class FileSystemStorageFullDiskTests : IAsyncLifetime
{
    private const int SizeBytes = 1024 * 1024;
    private readonly TempDirectory _directory = new();
    private bool _mounted;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "tmpfs is of Linux.");
        Shell.Result mount = await Shell.RunAsync(
            RequiredTool.Find("mount"), ["-t", "tmpfs", "-o", $"size={SizeBytes}", "tmpfs", _directory.Path], cancellationToken: Token);
        Assert.SkipUnless(mount.ExitCode == 0, $"This user may not mount: {mount.Error}");
        _mounted = true;
    }

    public async ValueTask DisposeAsync()
    {
        if (_mounted)
        {
            await UnmountAsync();
        }

        _directory.Dispose();
    }

    [Fact]
    public async Task UploadAsync_DiskIsFull_FailsAndLeavesNothing()
    {
        FileSystemStorage storage = Create();
        long free = (await storage.GetSpaceAsync(Token)).FreeBytes!.Value;

        StorageException thrown = await Assert.ThrowsAsync<StorageException>(() => UploadAsync(storage, "erp.zip", 2 * SizeBytes));

        Assert.Equal(("BSH0210", "erp.zip", false), (thrown.Code, thrown.ObjectName, thrown.IsTransient));
        Assert.Contains($"bytes are free in '{_directory.Path}'", thrown.Hint, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_directory.Path));
        Assert.Equal(free, (await storage.GetSpaceAsync(Token)).FreeBytes);
    }

    [Fact]
    public async Task UploadAsync_AfterRoomWasMade_Succeeds()
    {
        FileSystemStorage storage = Create();
        await UploadAsync(storage, "old", SizeBytes * 3 / 4);
        await Assert.ThrowsAsync<StorageException>(() => UploadAsync(storage, "new", SizeBytes / 2));
        await storage.DeleteAsync(["old"], Token);

        await UploadAsync(storage, "new", SizeBytes / 2);

        Assert.Equal([_directory.File("new")], Directory.GetFileSystemEntries(_directory.Path));
    }

    [Fact]
    public async Task EveryMember_FileSystemIsReadOnly_SaysSoAndStillReads()
    {
        FileSystemStorage storage = Create();
        await UploadAsync(storage, "erp.zip", 1000);
        await Shell.RunAsync(RequiredTool.Find("mount"), ["-o", "remount,ro", _directory.Path], cancellationToken: Token);

        StorageException thrown = await Assert.ThrowsAsync<StorageException>(() => UploadAsync(storage, "new", 1));
        DeleteOutcome outcome = Assert.Single(await storage.DeleteAsync(["erp.zip"], Token));

        Assert.Equal("BSH0213", thrown.Code);
        Assert.Equal((DeleteStatus.Failed, "BSH0213"), (outcome.Status, outcome.Error?.Code));
        Assert.Single(await storage.ListAsync("", Token).ToListAsync(Token));
        await using Stream content = await storage.OpenReadAsync("erp.zip", ReadRange.All, Token);
        Assert.Equal(1000, await content.ReadAtLeastAsync(new byte[2000], 2000, throwOnEndOfStream: false, Token));
    }

    [Fact]
    public async Task EveryMember_MountIsRequiredAndLost_FailsInsteadOfFillingTheDiskBelow()
    {
        FileSystemStorage storage = Create(requireMount: true);
        await UploadAsync(storage, "erp.zip", 1000);
        await UnmountAsync();

        StorageException upload = await Assert.ThrowsAsync<StorageException>(() => UploadAsync(storage, "new", 1));
        StorageException list = await Assert.ThrowsAsync<StorageException>(() => storage.ListAsync("", Token).ToListAsync(Token).AsTask());

        Assert.Equal(("BSH0225", "BSH0225"), (upload.Code, list.Code));
        Assert.Empty(Directory.GetFileSystemEntries(_directory.Path));
    }

    private static Task<StorageObject> UploadAsync(FileSystemStorage storage, string name, int size) =>
        storage.UploadAsync(name, new ContentStream(ContentStream.Bytes(size)), new UploadOptions { RunId = "run-1" }, Token);

    private FileSystemStorage Create(bool requireMount = false) =>
        new("nas", new FileSystemStorageOptions { Directory = _directory.Path, RequireMount = requireMount });

    private async Task UnmountAsync()
    {
        Shell.Result unmount = await Shell.RunAsync(RequiredTool.Find("umount"), [_directory.Path]);
        Assert.True(unmount.ExitCode == 0, unmount.Error);
        _mounted = false;
    }
}
