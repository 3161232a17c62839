using BackupSh.Conformance;
using BackupSh.Storage;
using BackupSh.TestSupport;

namespace BackupSh.Tests.Storage;

/// <summary>What the directory storage declares.</summary>
internal sealed class FileSystemConformance : StorageConformance, IDisposable
{
    // Source: the blocks in which FileSystemUpload writes, docs/storage/filesystem.md.
    private const int BlockBytes = 128 * 1024;
    private readonly TempDirectory _directory = new();

    internal FileSystemConformance()
    {
        CoveredBy("unfinished-uploads-are-removed", typeof(FileSystemStorageProcessTests), nameof(FileSystemStorageProcessTests.UploadAsync_ProcessIsKilled_LeavesOneHiddenFileThatTheNextUploadSweepsWhenItIsStale));
        CoveredBy("no-room-is-an-error", typeof(FileSystemStorageFullDiskTests), nameof(FileSystemStorageFullDiskTests.UploadAsync_DiskIsFull_FailsAndLeavesNothing));
        CoveredBy("cut-object-is-noticed", typeof(FileSystemStorageTests), nameof(FileSystemStorageTests.ReadAsync_FileWasCutMeanwhile_FailsInsteadOfEnding));
        CoveredBy("memory-is-bounded", typeof(FileSystemStorageMemoryTests), nameof(FileSystemStorageMemoryTests.UploadAsync_LargerThanTheHeap_Succeeds));
        CoveredBy("foreign-objects-are-tolerated", typeof(FileSystemStorageTests), nameof(FileSystemStorageTests.ListAsync_OtherProgramsFiles_ListsThemButNoFolderLinkPipeOrDotFile));
        DoesNotApply("no-secret-is-shown", "It has no secrets.");
    }

    public override StorageTraits Traits { get; } = new()
    {
        CreateOnly = CreateOnlyScope.AllObjects,
        HasQuota = true,
        HasVersions = true,
        ChecksumAlgorithm = "sha256",
        FoldsCase = OperatingSystem.IsWindows() || OperatingSystem.IsMacOS(),
        IsRemote = false,
        PartBytes = [BlockBytes],
        PageObjects = 10, // it has none, and every upload waits for the disk
        DeleteBatchNames = 10,
    };

    public override Task<IBackupStorage> OpenAsync(CancellationToken cancellationToken = default) =>
        Task.FromResult<IBackupStorage>(new FileSystemStorage("nas", new FileSystemStorageOptions { Directory = _directory.Path }));

    public override Task<IBackupStorage?> OpenMissingAsync(CancellationToken cancellationToken = default) =>
        Task.FromResult<IBackupStorage?>(
            new FileSystemStorage("nas", new FileSystemStorageOptions { Directory = _directory.File("missing"), CreateDirectory = false }));

    public void Dispose() => _directory.Dispose();
}
