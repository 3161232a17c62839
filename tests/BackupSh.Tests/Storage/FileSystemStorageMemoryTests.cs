using System.Diagnostics;
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

    // The runtime throws OutOfMemoryException beyond it; the test runner alone needs about a quarter. 96 MiB, hexadecimal.
    private const string HeapLimit = "6000000";
    private const long SizeBytes = 192 * 1024 * 1024;
    private readonly TempDirectory _directory = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task UploadAsync_LargerThanTheHeap_Succeeds()
    {
        Dictionary<string, string> environment = new() { [DirectoryVariable] = _directory.Path, ["DOTNET_GCHeapHardLimit"] = HeapLimit };

        using Process child = ChildTest.Start(GetType().GetMethod(nameof(UploadAsync_ChildProcess_UploadsMoreThanItsHeap))!, environment);
        Task<string> error = child.StandardError.ReadToEndAsync(Token);
        string output = await child.StandardOutput.ReadToEndAsync(Token);
        await child.WaitForExitAsync(Token);

        Assert.True(child.ExitCode == 0, output + await error);
        Assert.Equal(SizeBytes, new FileInfo(_directory.File("object")).Length);
    }

    [Fact(Explicit = true)]
    public async Task UploadAsync_ChildProcess_UploadsMoreThanItsHeap()
    {
        string directory = Environment.GetEnvironmentVariable(DirectoryVariable)!;
        FileSystemStorage storage = new("nas", new FileSystemStorageOptions { Directory = directory });
        Pipe pipe = new();
        FakeSource source = new() { SizeBytes = SizeBytes };
        Task writing = Task.Run(
            async () =>
            {
                await source.WriteToAsync(pipe.Writer.AsStream(leaveOpen: true), new SourceRequest { RunId = "run" }, Token);
                await pipe.Writer.CompleteAsync();
            },
            Token);

        StorageObject stored = await storage.UploadAsync("object", pipe.Reader.AsStream(), new UploadOptions { RunId = "run" }, Token);

        await writing;
        Assert.Equal(SizeBytes, stored.SizeBytes);
        Assert.True(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes < SizeBytes, "The heap is not limited: this proves nothing.");
    }
}
