using System.IO.Pipelines;
using BackupSh.Sources;
using BackupSh.Testing;
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
        DropboxStorage storage = dropbox.Open();
        Pipe pipe = new();
        Task writing = Task.Run(
            async () =>
            {
                await new FakeSource { SizeBytes = SmallHeap.EnoughBytes }.WriteToAsync(
                    pipe.Writer.AsStream(leaveOpen: true), new SourceRequest { RunId = "run" }, Token);
                await pipe.Writer.CompleteAsync();
            },
            Token);

        StorageObject stored = await storage.UploadAsync("object", pipe.Reader.AsStream(), new UploadOptions { RunId = "run" }, Token);

        await writing;
        Assert.Equal(SmallHeap.EnoughBytes, stored.SizeBytes);
        SmallHeap.AssertIsLimited();
    }
}
