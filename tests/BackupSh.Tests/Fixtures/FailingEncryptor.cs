using BackupSh.Encryption;

namespace BackupSh.Tests.Fixtures;

/// <summary>An encryptor of which one write fails, the second unless another is given, and loses what it was given.</summary>
public sealed class FailingEncryptor(int failsAt = 2) : IBackupEncryptor
{
    public string Scheme => "failing";

    public IReadOnlyList<string> KeyIds => [];

    public CompletableStream OpenEncrypt(Stream destination) => new Failing(destination, failsAt);

    public Stream OpenDecrypt(Stream source) => source;

    private sealed class Failing(Stream destination, int failsAt) : CompletableStream
    {
        private int _writes;

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            ++_writes == failsAt ? throw new IOException("One write failed.") : destination.WriteAsync(buffer, cancellationToken);

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush()
        {
        }

        public override ValueTask CompleteAsync(CancellationToken cancellationToken = default) => ValueTask.CompletedTask;
    }
}
