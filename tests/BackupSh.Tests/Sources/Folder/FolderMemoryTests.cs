using BackupSh.Sources;
using BackupSh.Sources.Folder;
using BackupSh.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;

namespace BackupSh.Tests.Sources.Folder;

/// <summary>A dump in a process whose heap is smaller than a file of the folder.</summary>
public sealed class FolderMemoryTests : IDisposable
{
    private const string DirectoryVariable = "BACKUPSH_TEST_DIRECTORY";
    private readonly TempDirectory _directory = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task WriteToAsync_FileLargerThanTheHeap_Succeeds()
    {
        using (FileStream file = File.Create(_directory.File("large.bin")))
        {
            file.SetLength(SmallHeap.EnoughBytes);
        }

        await SmallHeap.RunAsync(
            GetType().GetMethod(nameof(WriteToAsync_ChildProcess_DumpsMoreThanItsHeap))!,
            new Dictionary<string, string> { [DirectoryVariable] = _directory.Path },
            Token);
    }

    [Fact(Explicit = true)]
    public async Task WriteToAsync_ChildProcess_DumpsMoreThanItsHeap()
    {
        FolderSourceOptions options = new() { Directory = Environment.GetEnvironmentVariable(DirectoryVariable)! };
        FolderSource source = new("docs", options, () => [], NullLogger.Instance);

        SourceReport report = await source.WriteToAsync(Stream.Null, new SourceRequest { RunId = "run" }, Token);

        Assert.Empty(report.Warnings);
        SmallHeap.AssertIsLimited();
    }
}
