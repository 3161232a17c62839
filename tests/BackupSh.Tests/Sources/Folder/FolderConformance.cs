using BackupSh.Conformance;
using BackupSh.Sources;
using BackupSh.Sources.Folder;
using BackupSh.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;

namespace BackupSh.Tests.Sources.Folder;

/// <summary>What the folder source declares.</summary>
internal sealed class FolderConformance : SourceConformance, IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly string _folder;
    private int _targets;

    internal FolderConformance()
    {
        _folder = Directory.CreateDirectory(_directory.File("docs")).FullName;
        Directory.CreateDirectory(Path.Combine(_folder, "empty"));
        Directory.CreateDirectory(Path.Combine(_folder, "deep", "er"));
        File.WriteAllText(Path.Combine(_folder, "readme.txt"), "hello\n");
        File.WriteAllBytes(Path.Combine(_folder, "deep", "er", "large.bin"), ContentStream.Bytes(300_001));
        KnownDeviation("dump-is-one-moment", "A folder has no moment: what changes while it is read is a warning.");
        CoveredBy("damaged-source-is-an-error", typeof(FolderBackupTests), nameof(FolderBackupTests.WriteToAsync_TheFolderItselfFails_IsAnError));
        CoveredBy("dump-needs-bounded-memory", typeof(FolderMemoryTests), nameof(FolderMemoryTests.WriteToAsync_FileLargerThanTheHeap_Succeeds));
        CoveredBy("dump-is-restored-by-hand", typeof(FolderRoundTripTests), nameof(FolderRoundTripTests.WriteToAsync_OddTree_IsReadByGnuTar));
    }

    public override bool IsRestorable => true;

    public override Task<IBackupSource> OpenAsync(CancellationToken cancellationToken = default) =>
        Task.FromResult<IBackupSource>(new FolderSource("docs", new FolderSourceOptions { Directory = _folder }, () => [], NullLogger.Instance));

    public override string NewTarget() => _directory.File($"target-{Interlocked.Increment(ref _targets)}");

    public override Task<string?> LookAsync(string? target, CancellationToken cancellationToken = default)
    {
        DirectoryInfo folder = new(target ?? _folder);
        return Task.FromResult(folder.Exists ? string.Join('\n', folder.EnumerateFileSystemInfos("*", SearchOption.AllDirectories).Select(entry => Tell(folder, entry)).Order(StringComparer.Ordinal)) : null);
    }

    public void Dispose() => _directory.Dispose();

    private static string Tell(DirectoryInfo folder, FileSystemInfo entry) =>
        $"{Path.GetRelativePath(folder.FullName, entry.FullName)} {entry.LastWriteTimeUtc:O} {(entry is FileInfo file ? Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file.FullName))) : "folder")}";
}
