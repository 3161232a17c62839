using System.IO.Pipelines;
using BackupSh.Sources;
using BackupSh.Storage;
using BackupSh.Testing;
using BackupSh.TestSupport;

namespace BackupSh.Tests.Storage;

/// <summary>An upload in a process whose heap is smaller than the object.</summary>
public sealed class FileSystemStorageMemoryTests : IDisposable
{
    private const string DirectoryVariable = "BACKUPSH_TEST_DIRECTORY";
    private readonly TempDirectory _directory = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task UploadAsync_LargerThanTheHeap_Succeeds()
    {
        await SmallHeap.RunAsync(
            GetType().GetMethod(nameof(UploadAsync_ChildProcess_UploadsMoreThanItsHeap))!,
            new Dictionary<string, string> { [DirectoryVariable] = _directory.Path },
            Token);

        Assert.Equal(SmallHeap.EnoughBytes, new FileInfo(_directory.File("object")).Length);
    }

    [Fact(Explicit = true)]
    public async Task UploadAsync_ChildProcess_UploadsMoreThanItsHeap()
    {
        string directory = Environment.GetEnvironmentVariable(DirectoryVariable)!;
        FileSystemStorage storage = new("nas", new FileSystemStorageOptions { Directory = directory });
        Pipe pipe = new();
        Task writing = Task.Run(
            async () =>
            {
                await new FakeSource { SizeBytes = SmallHeap.EnoughBytes }.WriteToAsync(
                    pipe.Writer.AsStream(leaveOpen: true), new SourceRequest { RunId = "run" }, Token);
                await pipe.Writer.CompleteAsync();
            },
            Token);

        await storage.UploadAsync("object", pipe.Reader.AsStream(), new UploadOptions { RunId = "run" }, Token);

        await writing;
        SmallHeap.AssertIsLimited();
    }
}
