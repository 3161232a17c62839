using BackupSh.Encryption;

namespace BackupSh.OpenPgp.Tests;

/// <summary>Failures of the streams around, and of their users.</summary>
public sealed class StreamFailureTests
{
    private const int Size = 700_000;

    private static readonly OpenPgpKeys Keys = new() { Passphrase = "failure", ReadingPassphrases = ["failure"] };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Dispose_WithoutComplete_WritesNothingMore()
    {
        using MemoryStream destination = new();
        CompletableStream stream = Encryptor().OpenEncrypt(destination);
        stream.Write(Message.Bytes(Size));
        long written = destination.Length;

        stream.Dispose();
        stream.Dispose();

        Assert.InRange(written, 1, Size);
        Assert.Equal(written, destination.Length);
        Assert.Throws<BackupDecryptionException>(() => Message.Decrypt(Keys, destination.ToArray()));
    }

    [Fact]
    public async Task Write_AfterCompleteOrDispose_IsMisuse()
    {
        using MemoryStream destination = new();
        CompletableStream stream = Encryptor().OpenEncrypt(destination);
        await stream.CompleteAsync(Token);
        long written = destination.Length;

        await Assert.ThrowsAsync<InvalidOperationException>(() => stream.CompleteAsync(Token).AsTask());
        Assert.Throws<InvalidOperationException>(() => stream.Write([1]));
        await stream.DisposeAsync();
        Assert.Throws<ObjectDisposedException>(() => stream.Write([1]));
        Assert.Equal(written, destination.Length);
    }

    [Fact]
    public async Task CompleteAsync_AfterDestinationFailed_Throws()
    {
        using FailingDestination destination = new();
        await using CompletableStream stream = Encryptor().OpenEncrypt(destination);

        Assert.Throws<IOException>(() => stream.Write(Message.Bytes(Size)));

        await Assert.ThrowsAsync<InvalidOperationException>(() => stream.CompleteAsync(Token).AsTask());
    }

    [Fact]
    public async Task CompleteAsync_AfterCancelledWrite_CannotLookClean()
    {
        using MemoryStream destination = new();
        await using CompletableStream stream = Encryptor().OpenEncrypt(destination);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => stream.WriteAsync(Message.Bytes(Size), new CancellationToken(canceled: true)).AsTask());

        Assert.Equal(0, destination.Length);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(16)]
    [InlineData(100_000)]
    public async Task Read_SourceFails_ItsExceptionPassesUnchanged(int failsAt)
    {
        byte[] message = Message.Encrypt(Encryptor(), Message.Bytes(Size));
        await using Stream asynchronous = Encryptor().OpenDecrypt(new PiecewiseStream(message, 4096, SourceKind.AsyncOnly, failsAt));

        IOException broken = await Assert.ThrowsAsync<IOException>(() => asynchronous.CopyToAsync(Stream.Null, Token));
        Assert.Throws<IOException>(() => Message.Decrypt(Keys, new PiecewiseStream(message, 4096, SourceKind.SyncOnly, failsAt)));

        Assert.Equal("The connection broke.", broken.Message);
        await Assert.ThrowsAsync<InvalidOperationException>(() => asynchronous.ReadAsync(new byte[1], Token).AsTask());
    }

    [Fact]
    public async Task ReadAsync_Cancelled_PassesUnwrapped()
    {
        byte[] message = Message.Encrypt(Encryptor(), Message.Bytes(Size));
        await using Stream stream = Encryptor().OpenDecrypt(new PiecewiseStream(message, 4096, SourceKind.AsyncOnly));
        using CancellationTokenSource cancellation = new();
        byte[] buffer = new byte[1000];
        await stream.ReadExactlyAsync(buffer, cancellation.Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stream.ReadAsync(buffer, cancellation.Token).AsTask());
    }

    [Fact]
    public void OpenEncrypt_SecretMissing_SaysWhich()
    {
        OpenPgpEncryptor encryptor = new(
            new OpenPgpKeys { Passphrase = Secret.FromEnvironment("BACKUPSH_TEST_NO_SUCH_VARIABLE") }, TimeProvider.System);

        Assert.Equal("BSH0001", Assert.Throws<BackupShException>(() => encryptor.OpenEncrypt(Stream.Null)).Code);
    }

    [Fact]
    public void OpenEncrypt_LargeInput_AllocatesNextToNothing()
    {
        byte[] piece = Message.Bytes(1024 * 1024);
        Write(piece, 4);

        long before = GC.GetAllocatedBytesForCurrentThread();
        Write(piece, 64);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        // 64 MiB go through; the buffers come from the pool, and what is left are handles of a few hundred bytes per 64 KiB.
        Assert.InRange(allocated, 0, 1024 * 1024);
    }

    private static void Write(byte[] piece, int times)
    {
        using CompletableStream stream = Encryptor().OpenEncrypt(Stream.Null);
        for (int i = 0; i < times; i++)
        {
            stream.Write(piece);
        }
    }

    private static OpenPgpEncryptor Encryptor() => new(Keys, TimeProvider.System, new FixedRandom().Fill, codedCount: 0);

    private sealed class FailingDestination : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("The disk is full.");
    }
}
