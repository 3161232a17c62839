namespace BackupSh.OpenPgp.Reading;

/// <summary>A layer of a message: bytes that are made of the bytes of the layer below.</summary>
internal abstract class ByteSource : IDisposable
{
    private readonly byte[] _octet = new byte[1];

    /// <summary>Reads some bytes.</summary>
    /// <returns>How many; zero only at the layer's true end.</returns>
    /// <exception cref="Encryption.BackupDecryptionException">The message is damaged.</exception>
    internal abstract ValueTask<int> ReadAsync(Memory<byte> buffer, IoMode mode, CancellationToken cancellationToken);

    /// <summary>Reads one byte; -1 at the end.</summary>
    internal async ValueTask<int> ReadOctetAsync(IoMode mode, CancellationToken cancellationToken) =>
        await ReadAsync(_octet, mode, cancellationToken).ConfigureAwait(false) == 0 ? -1 : _octet[0];

    /// <summary>Reads until the buffer is full or the layer ends.</summary>
    /// <returns>How many bytes there were.</returns>
    internal async ValueTask<int> FillAsync(Memory<byte> buffer, IoMode mode, CancellationToken cancellationToken)
    {
        int filled = 0;
        while (filled < buffer.Length)
        {
            int count = await ReadAsync(buffer[filled..], mode, cancellationToken).ConfigureAwait(false);
            if (count == 0)
            {
                break;
            }

            filled += count;
        }

        return filled;
    }

    /// <summary>Reads a buffer full, or throws because the message ends before.</summary>
    internal async ValueTask ReadExactlyAsync(Memory<byte> buffer, IoMode mode, CancellationToken cancellationToken)
    {
        if (await FillAsync(buffer, mode, cancellationToken).ConfigureAwait(false) < buffer.Length)
        {
            throw MessageFaults.Damaged();
        }
    }

    /// <summary>Returns rented buffers and zeroes keys. Called once.</summary>
    public virtual void Dispose()
    {
    }
}
