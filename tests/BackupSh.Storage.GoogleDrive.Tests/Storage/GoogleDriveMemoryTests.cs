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
        SmallHeap.AssertIsLimited();
        await using DriveWorkshop workshop = await DriveWorkshop.OpenAsync();

        StorageObject stored = await workshop.Storage(options => options.PartSizeBytes = 8 * 1024 * 1024)
            .UploadAsync("a", new EndlessStream(SmallHeap.EnoughBytes), new UploadOptions { RunId = "run-1" }, Token);

        Assert.Equal(SmallHeap.EnoughBytes, stored.SizeBytes);
    }

    private sealed class EndlessStream(long length) : Stream
    {
        private long _position;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            int read = (int)Math.Min(count, length - _position);
            _position += read;
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
