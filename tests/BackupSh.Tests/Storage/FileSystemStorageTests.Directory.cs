using BackupSh.Storage;
using BackupSh.TestSupport;

namespace BackupSh.Tests.Storage;

/// <content>The directory itself: missing, vanished, not mounted, shared with other programs.</content>
public sealed partial class FileSystemStorageTests
{
    [Fact]
    public async Task ListAsync_OtherProgramsFiles_ListsThemButNoFolderLinkPipeOrDotFile()
    {
        File.WriteAllText(_directory.File("Übersicht 2026.txt"), "foreign");
        File.WriteAllText(_directory.File("erp.info"), "ours");
        File.WriteAllText(_directory.File(".DS_Store"), "hidden");
        File.WriteAllText(_directory.File(TemporaryFiles.NewName("run-1")), "unfinished");
        Directory.CreateDirectory(_directory.File("folder"));
        File.CreateSymbolicLink(_directory.File("link"), _directory.File("erp.info"));
        File.CreateSymbolicLink(_directory.File("dangling"), _directory.File("nowhere"));
        await Shell.RunAsync(RequiredTool.Find("mkfifo"), [_directory.File("pipe")], cancellationToken: Token);

        string[] names = await NamesAsync(Create());

        Assert.Equal(["erp.info", "Übersicht 2026.txt"], names);
    }

    [Fact]
    public async Task ListAsync_FilesComeAndGo_NeverFailsAndNeverLosesOneThatStays()
    {
        FileSystemStorage storage = Create();
        await UploadAsync(storage, "stays", [1]);
        using CancellationTokenSource done = CancellationTokenSource.CreateLinkedTokenSource(Token);
        Task churn = Task.Run(() => Churn(done.Token), Token);

        for (int i = 0; i < 300; i++)
        {
            Assert.Contains("stays", await NamesAsync(storage));
        }

        await done.CancelAsync();
        await churn;
    }

    [Fact]
    public async Task EveryMember_DirectoryIsMissing_FailsInsteadOfShowingNothing()
    {
        FileSystemStorage storage = Create(options =>
        {
            options.Directory = _directory.File("missing");
            options.CreateDirectory = false;
        });

        await AssertEveryMemberFailsAsync(storage, "BSH0215");
        Assert.False(Directory.Exists(_directory.File("missing")));
    }

    [Fact]
    public async Task EveryMember_DirectoryVanishesAfterUse_FailsAndDoesNotMakeItAgain()
    {
        FileSystemStorage storage = Create(options => options.Directory = _directory.File("backups"));
        await UploadAsync(storage, "erp.info", [1]);
        Directory.Delete(_directory.File("backups"), recursive: true);

        await AssertEveryMemberFailsAsync(storage, "BSH0215");
        Assert.False(Directory.Exists(_directory.File("backups")));
    }

    [Fact]
    public async Task EveryMember_ParentIsMissing_FailsAndMakesNoFolders()
    {
        FileSystemStorage storage = Create(options => options.Directory = _directory.File("missing/backups"));

        await AssertEveryMemberFailsAsync(storage, "BSH0215");
        Assert.Empty(Directory.GetFileSystemEntries(_directory.Path));
    }

    [Fact]
    public async Task EveryMember_DirectoryIsAFile_Fails()
    {
        File.WriteAllText(_directory.File("backups"), "a file");

        await AssertEveryMemberFailsAsync(Create(options => options.Directory = _directory.File("backups")), "BSH0216");
    }

    [Fact]
    public async Task UploadAsync_FirstUse_MakesTheLastFolderForItsOwnerOnly()
    {
        await UploadAsync(Create(options => options.Directory = _directory.File("backups/")), "erp.info", [1]);

        Assert.True(File.Exists(_directory.File("backups/erp.info")));
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, UnixMode.Of(_directory.File("backups")));
    }

    [Fact]
    public async Task ListAsync_FirstUseOfANewDirectory_IsEmpty() =>
        Assert.Empty(await NamesAsync(Create(options => options.Directory = _directory.File("backups"))));

    [Fact]
    public async Task EveryMember_TokenIsCancelledAlready_TouchesNothing()
    {
        FileSystemStorage storage = Create(options => options.Directory = _directory.File("backups"));
        CancellationToken cancelled = new(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => storage.UploadAsync("erp.info", new ContentStream([1]), Options(), cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => storage.OpenReadAsync("erp.info", ReadRange.All, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => storage.DeleteAsync(["erp.info"], cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => storage.ListAsync("", cancelled).ToListAsync(Token).AsTask());
        Assert.Empty(Directory.GetFileSystemEntries(_directory.Path));
    }

    [Fact]
    public async Task EveryMember_MountIsRequiredButMissing_FailsAndMakesNothing()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "RequireMount is ignored on Windows.");
        Assert.SkipUnless(IsOnRootFileSystem(_directory.Path), "The temporary directory is a mount of its own.");
        FileSystemStorage storage = Create(options =>
        {
            options.Directory = _directory.File("backups");
            options.RequireMount = true;
        });

        await AssertEveryMemberFailsAsync(storage, "BSH0225");
        Assert.Empty(Directory.GetFileSystemEntries(_directory.Path));
    }

    private static bool IsOnRootFileSystem(string path) =>
        DriveInfo.GetDrives().All(drive => drive.Name == "/" || !path.StartsWith(drive.Name.TrimEnd('/') + "/", StringComparison.Ordinal));

    private static async Task AssertEveryMemberFailsAsync(FileSystemStorage storage, string code)
    {
        Func<Task>[] calls =
        [
            () => NamesAsync(storage),
            () => UploadAsync(storage, "erp.info", [1]),
            () => storage.OpenReadAsync("erp.info", ReadRange.All, Token),
            () => storage.DeleteAsync(["erp.info"], Token),
            () => storage.GetSpaceAsync(Token),
        ];
        foreach (Func<Task> call in calls)
        {
            StorageException thrown = await Assert.ThrowsAsync<StorageException>(call);
            Assert.Equal((code, "nas"), (thrown.Code, thrown.Storage));
        }
    }

    private static async Task<string[]> NamesAsync(FileSystemStorage storage) =>
        [.. (await storage.ListAsync("", Token).ToListAsync(Token)).Select(item => item.Name).Order(StringComparer.Ordinal)];

    private void Churn(CancellationToken done)
    {
        for (int i = 0; !done.IsCancellationRequested; i++)
        {
            string path = _directory.File($"churn-{i % 50}");
            File.WriteAllText(path, "bytes");
            File.Delete(path);
        }
    }
}
