namespace BackupSh.Shared;

/// <summary>A piece of what is uploaded, held in a buffer so that it can be sent again.</summary>
/// <remarks>Disposing gives the buffer back.</remarks>
internal sealed class ContentPart : IDisposable
{
    private readonly PartBuffers _buffers;
    private byte[]? _buffer;

    internal ContentPart(PartBuffers buffers, byte[] buffer, int count, int number, long offset, bool isLast)
    {
        _buffers = buffers;
        _buffer = buffer;
        Count = count;
        Number = number;
        Offset = offset;
        IsLast = isLast;
    }

    /// <summary>Gets how many bytes it has.</summary>
    internal int Count { get; }

    /// <summary>Gets its number, from 1.</summary>
    internal int Number { get; }

    /// <summary>Gets where in the content it begins.</summary>
    internal long Offset { get; }

    /// <summary>Gets a value indicating whether nothing follows.</summary>
    internal bool IsLast { get; }

    internal ReadOnlyMemory<byte> Content => Buffer.AsMemory(0, Count);

    private byte[] Buffer => _buffer ?? throw new ObjectDisposedException(nameof(ContentPart));

    /// <summary>Opens the bytes as a stream that can be sought; disposing it leaves the part as it is.</summary>
    /// <param name="read">Told how many bytes were read, each time, or null.</param>
    internal PartStream Open(Action<int>? read = null) => new(Content, read);

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _buffer, null) is { } buffer)
        {
            _buffers.Return(buffer);
        }
    }
}
