using BackupSh.Shared;
using BackupSh.Storage;
using BackupSh.TestSupport;

namespace BackupSh.Tests.Storage;

/// <summary>What a directory promises beyond the contract of every storage.</summary>
public sealed partial class FileSystemStorageTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task UploadAsync_Succeeds_LeavesOneFileForItsOwnerOnly()
    {
        await UploadAsync(Create(), "erp.info", [1, 2, 3]);

        Assert.Equal([_directory.File("erp.info")], Directory.GetFileSystemEntries(_directory.Path));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, UnixMode.Of(_directory.File("erp.info")));
    }

    [Fact]
    public async Task UploadAsync_WhileContentFlows_WritesToAHiddenFileOfItsRun()
    {
        TaskCompletionSource gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        ContentStream content = new([1, 2, 3]) { Gate = gate.Task };
        Task<StorageObject> upload = Create().UploadAsync("erp.info", content, new UploadOptions { RunId = "run-1" }, Token);
        await content.GateReached.WaitAsync(Token);

        string temporary = Path.GetFileName(Assert.Single(Directory.GetFileSystemEntries(_directory.Path)));

        Assert.Matches(@"^\.backupsh-run_1-[0-9a-f]{16}\.tmp$", temporary);
        gate.SetResult();
        await upload;
    }

    [Fact]
    public async Task UploadAsync_ContentFails_LeavesNoFileAtAll()
    {
        ContentStream content = ContentStream.FailingAt(200_000, new byte[200_000], new IOException());

        await Assert.ThrowsAsync<IOException>(() => Create().UploadAsync("erp.info", content, Options(), Token));

        Assert.Empty(Directory.GetFileSystemEntries(_directory.Path));
    }

    [Fact]
    public async Task UploadAsync_IsCancelled_LeavesNoFileAtAll()
    {
        using CancellationTokenSource cancellation = new();
        ContentStream content = new([1, 2, 3]) { BeforeRead = _ => cancellation.Cancel() };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Create().UploadAsync("erp.info", content, Options(), cancellation.Token));

        Assert.Empty(Directory.GetFileSystemEntries(_directory.Path));
    }

    [Fact]
    public async Task UploadAsync_NameIsTaken_LeavesNoTemporaryFileAndReadsNothing()
    {
        FileSystemStorage storage = Create();
        await UploadAsync(storage, "erp.info", [1]);
        ContentStream content = new([2]);

        await Assert.ThrowsAsync<StorageObjectExistsException>(() => storage.UploadAsync("erp.info", content, Options(), Token));

        Assert.Equal(0, content.ReadCount);
        Assert.Single(Directory.GetFileSystemEntries(_directory.Path));
    }

    [Fact]
    public async Task UploadAsync_NameIsADanglingLink_IsTaken()
    {
        File.CreateSymbolicLink(_directory.File("erp.info"), _directory.File("nowhere"));

        await Assert.ThrowsAsync<StorageObjectExistsException>(() => UploadAsync(Create(), "erp.info", [1]));

        Assert.False(File.Exists(_directory.File("nowhere")));
        Assert.Single(Directory.GetFileSystemEntries(_directory.Path));
    }

    [Fact]
    public async Task UploadAsync_DiskWroteOtherBytes_FailsAndPublishesNothing()
    {
        StorageException thrown = await Assert.ThrowsAsync<StorageException>(
            () => Create().UploadAsync("erp.zip", CorruptingContent(), Options(), Token));

        Assert.Equal("BSH0223", thrown.Code);
        Assert.Empty(Directory.GetFileSystemEntries(_directory.Path));
    }

    [Fact]
    public async Task UploadAsync_WithoutReadBack_DoesNotNotice()
    {
        FileSystemStorage storage = Create(options => options.ReadBack = false);

        StorageObject stored = await storage.UploadAsync("erp.zip", CorruptingContent(), Options(), Token);

        Assert.Equal(200_000, stored.SizeBytes);
    }

    [Fact]
    public async Task UploadAsync_StaleLeftover_IsSwept()
    {
        string stale = _directory.File(TemporaryFiles.NewName("run-0"));
        await File.WriteAllTextAsync(stale, "half", Token);
        File.SetLastWriteTimeUtc(stale, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        await UploadAsync(Create(), "erp.info", [1]);

        Assert.False(File.Exists(stale));
    }

    [Fact]
    public async Task OpenReadAsync_LinkOutOfTheDirectory_IsNoObject()
    {
        using TempDirectory elsewhere = new();
        await File.WriteAllTextAsync(elsewhere.File("secret"), "secret", Token);
        File.CreateSymbolicLink(_directory.File("erp.info"), elsewhere.File("secret"));

        await Assert.ThrowsAsync<StorageObjectNotFoundException>(() => Create().OpenReadAsync("erp.info", ReadRange.All, Token));
    }

    [Fact]
    public async Task OpenReadAsync_Pipe_IsNoObjectAndDoesNotHang()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells pipes from files here.");
        await Shell.RunAsync(RequiredTool.Find("mkfifo"), [_directory.File("pipe")], cancellationToken: Token);

        await Assert.ThrowsAsync<StorageObjectNotFoundException>(() => Create().OpenReadAsync("pipe", ReadRange.All, Token));
    }

    [Fact]
    public async Task ReadAsync_FileWasCutMeanwhile_FailsInsteadOfEnding()
    {
        FileSystemStorage storage = Create();
        await UploadAsync(storage, "erp.zip", new byte[100_000]);
        await using Stream content = await storage.OpenReadAsync("erp.zip", ReadRange.All, Token);
        await using (FileStream file = new(_directory.File("erp.zip"), FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            file.SetLength(50_000);
        }

        StorageException thrown = await Assert.ThrowsAsync<StorageException>(() => content.CopyToAsync(Stream.Null, Token));

        Assert.Equal(("BSH0221", "erp.zip"), (thrown.Code, thrown.ObjectName));
    }

    [Fact]
    public async Task OpenReadAsync_ReplacedByACopyOfSameSizeAndTime_IsAnotherVersion()
    {
        FileSystemStorage storage = Create();
        StorageObject stored = await UploadAsync(storage, "erp.zip", [1, 2, 3]);
        Assert.SkipWhen(
            OperatingSystem.IsLinux() && AtomicFile.BirthOf(_directory.File("erp.zip")) == 0, "This file system keeps no time of birth.");
        File.Delete(_directory.File("erp.zip"));
        await File.WriteAllBytesAsync(_directory.File("erp.zip"), [4, 5, 6], Token);
        File.SetLastWriteTimeUtc(_directory.File("erp.zip"), stored.LastModified.UtcDateTime);

        StorageException thrown = await Assert.ThrowsAsync<StorageException>(
            () => storage.OpenReadAsync("erp.zip", new ReadRange(IfVersion: stored.Version), Token));

        Assert.Equal("BSH0224", thrown.Code);
    }

    [Fact]
    public async Task DeleteAsync_FolderOrLink_IsNotFoundAndStays()
    {
        Directory.CreateDirectory(_directory.File("folder"));
        File.CreateSymbolicLink(_directory.File("link"), _directory.File("nowhere"));

        IReadOnlyList<DeleteOutcome> outcomes = await Create().DeleteAsync(["folder", "link"], Token);

        Assert.All(outcomes, outcome => Assert.Equal(DeleteStatus.NotFound, outcome.Status));
        Assert.Equal(2, Directory.GetFileSystemEntries(_directory.Path).Length);
    }

    [Fact]
    public async Task GetSpaceAsync_RealDisk_HasRoom()
    {
        StorageSpace space = await Create().GetSpaceAsync(Token);

        Assert.InRange(space.FreeBytes!.Value, 1, space.TotalBytes!.Value);
    }

    private static UploadOptions Options() => new() { RunId = "run-1" };

    private static Task<StorageObject> UploadAsync(FileSystemStorage storage, string name, byte[] bytes) =>
        storage.UploadAsync(name, new ContentStream(bytes), Options(), Token);

    private FileSystemStorage Create(Action<FileSystemStorageOptions>? configure = null)
    {
        FileSystemStorageOptions options = new() { Directory = _directory.Path };
        configure?.Invoke(options);
        return new FileSystemStorage("nas", options);
    }

    /// <summary>Content that, at its end, changes what was already written of it: a disk that lies.</summary>
    private ContentStream CorruptingContent() => new(ContentStream.Bytes(200_000))
    {
        BeforeRead = position =>
        {
            if (position == 200_000)
            {
                using FileStream file = new(
                    Assert.Single(Directory.GetFiles(_directory.Path)), FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
                file.WriteByte(0xFF);
            }
        },
    };
}
