using BackupSh.Shared;
using BackupSh.Storage;

namespace BackupSh.Backups;

/// <summary>Writes one archive to several storages at once; the slowest sets the pace, and one that fails or takes nothing is left behind.</summary>
internal sealed class FanOutStream(IReadOnlyList<StorageBranch> branches, TimeSpan stallTimeout, TimeProvider time) : CompletableStream
{
    // A source may hand over a gigabyte at once: each storage's pipe would hold all of it.
    private const int PieceBytes = 64 * 1024;

    /// <summary>Gets a value indicating whether no storage is left to write to.</summary>
    internal bool IsAbandoned => branches.All(branch => !branch.IsOpen);

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (buffer.Length > 0)
        {
            ReadOnlyMemory<byte> piece = buffer[..Math.Min(buffer.Length, PieceBytes)];
            buffer = buffer[piece.Length..];
            Task[] waiting = [.. branches.Where(branch => branch.IsOpen).Select(branch => branch.WriteAsync(piece.Span)).Where(flush => !flush.IsCompleted)];
            if (waiting.Length > 0)
            {
                await WaitAsync(Task.WhenAll(waiting), cancellationToken).ConfigureAwait(false);
            }

            if (IsAbandoned)
            {
                throw new NoStorageLeftException();
            }
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    // Blocks: a source that writes synchronously has a thread to wait on, and no storage needs that thread.
    public override void Write(byte[] buffer, int offset, int count) =>
        WriteAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override void Flush()
    {
    }

    /// <summary>Says that the archive is whole, and waits until every storage is done with it.</summary>
    public override async ValueTask CompleteAsync(CancellationToken cancellationToken = default)
    {
        foreach (StorageBranch branch in branches)
        {
            await branch.CompleteAsync().ConfigureAwait(false);
        }

        await WaitAsync(Task.WhenAll(branches.Select(branch => branch.Outcome)), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Says that the archive will never be whole: every upload ends with the reason.</summary>
    internal async Task AbortAsync(Exception reason)
    {
        foreach (StorageBranch branch in branches)
        {
            await branch.DetachAsync(reason).ConfigureAwait(false);
        }
    }

    private async Task WaitAsync(Task all, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await all.WaitAsync(stallTimeout / 4, time, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (TimeoutException)
            {
                await DetachStalledAsync().ConfigureAwait(false);
            }
        }
    }

    private async Task DetachStalledAsync()
    {
        foreach (StorageBranch branch in branches.Where(branch => branch.IsStalled(stallTimeout)))
        {
            BackupShError error = ErrorTexts.Error("BSH0511", branch.Target.Name, stallTimeout);
            await branch.DetachAsync(new StorageException(branch.Target.Name, null, error, isTransient: true)).ConfigureAwait(false);
        }
    }
}
