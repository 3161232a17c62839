namespace BackupSh.Shared;

/// <summary>The buffers that ended uploads of one storage have left: the next upload takes them, unless memory was short meanwhile.</summary>
/// <remarks>Without it, an upload would begin with buffers of its own while the last one's still wait for the garbage
/// collector, and need twice the memory. It holds them weakly, so a storage at rest keeps none.</remarks>
internal sealed class PartBufferStock
{
    private readonly Lock _lock = new();
    private readonly List<WeakReference<byte[]>> _buffers = [];

    /// <summary>Returns a buffer of exactly some bytes, or <see langword="null"/>.</summary>
    internal byte[]? TryTake(int bytes)
    {
        lock (_lock)
        {
            _buffers.RemoveAll(static buffer => !buffer.TryGetTarget(out _));
            int index = _buffers.FindIndex(buffer => buffer.TryGetTarget(out byte[]? held) && held.Length == bytes);
            if (index < 0 || !_buffers[index].TryGetTarget(out byte[]? found))
            {
                return null;
            }

            _buffers.RemoveAt(index);
            return found;
        }
    }

    /// <summary>Leaves a cleared buffer.</summary>
    internal void Leave(byte[] buffer)
    {
        lock (_lock)
        {
            _buffers.Add(new WeakReference<byte[]>(buffer));
        }
    }
}
