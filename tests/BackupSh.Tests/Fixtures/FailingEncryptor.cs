using BackupSh.Encryption;

namespace BackupSh.Tests.Fixtures;

/// <summary>An encryptor whose second write fails once and loses what it was given.</summary>
public sealed class FailingEncryptor : IBackupEncryptor
{
    public string Scheme => "failing";

    public IReadOnlyList<string> KeyIds => [];

    public CompletableStream OpenEncrypt(Stream destination) => new Failing(destination);

    public Stream OpenDecrypt(Stream source) => source;

    private sealed class Failing(Stream destination) : CompletableStream
    {
        private int _writes;

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            ++_writes == 2 ? throw new IOException("One write failed.") : destination.WriteAsync(buffer, cancellationToken);

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush()
        {
        }

        public override ValueTask CompleteAsync(CancellationToken cancellationToken = default) => ValueTask.CompletedTask;
    }
}
