namespace BackupSh.Shared;

/// <summary>The buffers of one upload: their bytes are bounded, they are used again, and cleared when they come back.</summary>
/// <remarks>No <see cref="System.Buffers.ArrayPool{T}"/>: the shared one keeps large arrays per thread, so that its memory
/// would grow with the threads and not with the parts in flight.</remarks>
/// <param name="maximumBytes">How many bytes may be in use; a single buffer may be larger.</param>
/// <param name="stock">What earlier uploads have left, or null.</param>
internal sealed class PartBuffers(long maximumBytes, PartBufferStock? stock = null) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _returned = new(0);
    private readonly Stack<byte[]> _free = new();
    private long _bytes;
    private int _inUse;
    private int _waiting;

    /// <summary>Returns a buffer of exactly some bytes, as soon as there is room for it.</summary>
    internal async ValueTask<byte[]> RentAsync(int bytes, CancellationToken cancellationToken)
    {
        while (true)
        {
            lock (_lock)
            {
                if (TryRent(bytes) is { } buffer)
                {
                    return buffer;
                }

                _waiting++;
            }

            await _returned.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Gives a larger buffer with the same first bytes for one in use. Does not wait: the caller holds the only one.</summary>
    internal byte[] Exchange(byte[] buffer, int bytes)
    {
        byte[] larger = stock?.TryTake(bytes) ?? GC.AllocateUninitializedArray<byte>(bytes);
        buffer.CopyTo(larger, 0);
        Array.Clear(buffer);
        lock (_lock)
        {
            _bytes += bytes - buffer.Length;
        }

        return larger;
    }

    /// <summary>Takes a buffer back.</summary>
    internal void Return(byte[] buffer)
    {
        Array.Clear(buffer);
        lock (_lock)
        {
            _inUse--;
            _free.Push(buffer);
            if (_waiting > 0)
            {
                _returned.Release(_waiting);
                _waiting = 0;
            }
        }
    }

    public void Dispose()
    {
        _returned.Dispose();
        lock (_lock)
        {
            while (_free.TryPop(out byte[]? buffer))
            {
                stock?.Leave(buffer);
            }
        }
    }

    private byte[]? TryRent(int bytes)
    {
        // Parts of one upload only grow, so a free buffer of another size is never wanted again.
        while (_free.TryPop(out byte[]? free))
        {
            if (free.Length == bytes)
            {
                _inUse++;
                return free;
            }

            _bytes -= free.Length;
        }

        if (_inUse > 0 && _bytes + bytes > maximumBytes)
        {
            return null;
        }

        _bytes += bytes;
        _inUse++;
        return stock?.TryTake(bytes) ?? GC.AllocateUninitializedArray<byte>(bytes);
    }
}
