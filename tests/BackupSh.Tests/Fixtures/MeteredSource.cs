using BackupSh.Sources;

namespace BackupSh.Tests.Fixtures;

/// <summary>A source that tells how much it has written, and whether it waits to write on.</summary>
public sealed class MeteredSource(IBackupSource inner) : IBackupSource
{
    private long _written;
    private volatile Task _write = Task.CompletedTask;

    public long Written => Volatile.Read(ref _written);

    /// <summary>Gets a value indicating whether a write has waited for a good while: nobody takes its bytes.</summary>
    public bool IsHeldBack
    {
        get
        {
            (Task write, long written) = (_write, Written);
            return !SpinWait.SpinUntil(() => write.IsCompleted || Written != written, TimeSpan.FromMilliseconds(50)) && written > 0;
        }
    }

    public SourceDescription Describe(string? database = null) => inner.Describe(database);

    public Task<SourceReport> WriteToAsync(Stream destination, SourceRequest request, CancellationToken cancellationToken = default) =>
        inner.WriteToAsync(new Meter(this, destination), request, cancellationToken);

    private sealed class Meter(MeteredSource source, Stream destination) : CompletableStream
    {
        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Task write = destination.WriteAsync(buffer, cancellationToken).AsTask();
            source._write = write;
            await write;
            Interlocked.Add(ref source._written, buffer.Length);
        }

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush()
        {
        }

        public override ValueTask CompleteAsync(CancellationToken cancellationToken = default) => ValueTask.CompletedTask;
    }
}
