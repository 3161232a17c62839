namespace BackupSh.Shared;

/// <summary>Cuts a stream that is read forward once, and whose length nobody knows, into parts.</summary>
/// <remarks>It looks one byte ahead: content of exactly k parts has k parts, and empty content has one empty part. What the
/// content throws comes out as it is. Not for concurrent calls.</remarks>
/// <param name="content">What to cut. Not disposed.</param>
/// <param name="buffers">Where the buffers come from.</param>
/// <param name="sizeHintBytes">The expected size, or null: a first buffer of that size need not grow.</param>
internal sealed class PartReader(Stream content, PartBuffers buffers, long? sizeHintBytes = null)
{
    // What a first buffer begins with: an info file must not cost a buffer of 16 MiB.
    private const int SmallestBufferBytes = 64 * 1024;

    // In few steps: what is outgrown lies about until the next garbage collection.
    private const long Growth = 8;

    private readonly byte[] _ahead = new byte[1];
    private byte[] _buffer = [];
    private int _count;
    private bool _hasAhead;
    private int _number;
    private long _offset;
    private bool _ended;

    /// <summary>Reads the next part.</summary>
    /// <param name="bytes">How many bytes it has unless it is the last one.</param>
    /// <param name="cancellationToken">Cancels reading.</param>
    /// <returns>The part, which the caller disposes, or <see langword="null"/> after the last one.</returns>
    internal async Task<ContentPart?> ReadAsync(int bytes, CancellationToken cancellationToken)
    {
        if (_ended)
        {
            return null;
        }

        _buffer = await buffers.RentAsync(FirstLength(bytes), cancellationToken).ConfigureAwait(false);
        try
        {
            await FillAsync(bytes, cancellationToken).ConfigureAwait(false);
            _ended = _count < bytes || !await LookAheadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            buffers.Return(_buffer);
            throw;
        }

        ContentPart part = new(buffers, _buffer, _count, ++_number, _offset, _ended);
        _offset += _count;
        return part;
    }

    private int FirstLength(int bytes) =>
        _number > 0 ? bytes : (int)Math.Min(bytes, Math.Max(SmallestBufferBytes, sizeHintBytes ?? 0));

    private async Task FillAsync(int bytes, CancellationToken cancellationToken)
    {
        _count = 0;
        if (_hasAhead)
        {
            _buffer[_count++] = _ahead[0];
            _hasAhead = false;
        }

        while (_count < bytes)
        {
            if (_count == _buffer.Length)
            {
                _buffer = buffers.Exchange(_buffer, (int)Math.Min(_buffer.Length * Growth, bytes));
            }

            int read = await content.ReadAsync(_buffer.AsMemory(_count), cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                return;
            }

            _count += read;
        }
    }

    private async Task<bool> LookAheadAsync(CancellationToken cancellationToken) =>
        _hasAhead = await content.ReadAsync(_ahead, cancellationToken).ConfigureAwait(false) > 0;
}
