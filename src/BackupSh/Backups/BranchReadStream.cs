using System.Buffers;
using System.IO.Pipelines;
using BackupSh.Shared;

namespace BackupSh.Backups;

/// <summary>What a storage reads: the pipe, with a memory of whether its end was seen.</summary>
internal sealed class BranchReadStream(PipeReader reader, Action onRead) : ReadOnlyStream
{
    private Exception? _reason;

    /// <summary>Gets a value indicating whether the storage has read to the archive's end.</summary>
    internal bool ReachedEnd { get; private set; }

    /// <summary>Makes every further read fail.</summary>
    internal void Break(Exception reason) => Volatile.Write(ref _reason, reason);

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Volatile.Read(ref _reason) is { } reason)
        {
            throw reason;
        }

        if (buffer.Length == 0)
        {
            return 0;
        }

        ReadResult result = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        ReadOnlySequence<byte> available = result.Buffer;
        int count = (int)Math.Min(available.Length, buffer.Length);
        available.Slice(0, count).CopyTo(buffer.Span);
        reader.AdvanceTo(available.GetPosition(count));
        onRead();
        ReachedEnd = count == 0 && result.IsCompleted;
        return count;
    }
}
