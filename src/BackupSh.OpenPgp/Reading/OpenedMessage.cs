using BackupSh.OpenPgp.Ciphers;
using BackupSh.OpenPgp.Packets;

namespace BackupSh.OpenPgp.Reading;

/// <summary>A message whose key was found: the plaintext, and the layers that must all end well below it.</summary>
internal sealed class OpenedMessage : IDisposable
{
    /// <summary>The layers from the lowest, the input, upwards. Each must be at its true end when the plaintext is.</summary>
    private readonly List<ByteSource> _layers = [];
    private ByteSource _literal = null!;

    public void Dispose()
    {
        for (int i = _layers.Count - 1; i >= 0; i--)
        {
            _layers[i].Dispose();
        }
    }

    /// <summary>Reads everything before the plaintext.</summary>
    internal static async ValueTask<OpenedMessage> OpenAsync(
        Stream stream, OpenPgpKeys keys, IoMode mode, CancellationToken cancellationToken)
    {
        OpenedMessage message = new();
        try
        {
            ByteSource content = await message.OpenDataAsync(stream, keys, mode, cancellationToken).ConfigureAwait(false);
            await message.OpenContentAsync(content, mode, cancellationToken).ConfigureAwait(false);
            return message;
        }
        catch
        {
            message.Dispose();
            throw;
        }
    }

    /// <summary>Reads plaintext. Zero says that the message was whole and unmodified, and that nothing followed it.</summary>
    internal async ValueTask<int> ReadAsync(Memory<byte> buffer, IoMode mode, CancellationToken cancellationToken)
    {
        int count = await _literal.ReadAsync(buffer, mode, cancellationToken).ConfigureAwait(false);
        if (count == 0)
        {
            await CheckEndAsync(mode, cancellationToken).ConfigureAwait(false);
        }

        return count;
    }

    private async ValueTask<ByteSource> OpenDataAsync(Stream stream, OpenPgpKeys keys, IoMode mode, CancellationToken cancellationToken)
    {
        InputSource input = Add(new InputSource(stream));
        (KeyPackets packets, BodyLength length) = await KeyPackets.ReadAsync(input, mode, cancellationToken).ConfigureAwait(false);
        PacketBody body = Add(new PacketBody(input, length));
        byte version = await ReadOctetAsync(body, mode, cancellationToken).ConfigureAwait(false);
        if (version != PacketFormat.IntegrityProtectedVersion)
        {
            throw MessageFaults.DataVersion(version);
        }

        byte[] first = new byte[DataProbe.Length];
        await body.ReadExactlyAsync(first, mode, cancellationToken).ConfigureAwait(false);
        DataProbe probe = new(first);
        using SessionKey key = new SessionKeyFinder(keys, packets, probe).Find();
        return Add(new ProtectedData(body, key, probe));
    }

    private async ValueTask OpenContentAsync(ByteSource content, IoMode mode, CancellationToken cancellationToken)
    {
        PacketHeader header = await ReadHeaderAsync(content, mode, cancellationToken).ConfigureAwait(false);
        if (header.Tag == PacketTag.Compressed)
        {
            PacketBody compressed = Add(new PacketBody(content, header.Length));
            byte algorithm = await ReadOctetAsync(compressed, mode, cancellationToken).ConfigureAwait(false);
            content = Add(Decompress(compressed, algorithm));
            header = await ReadHeaderAsync(content, mode, cancellationToken).ConfigureAwait(false);
        }

        if (header.Tag != PacketTag.Literal)
        {
            throw MessageFaults.UnexpectedInside(header.Tag);
        }

        _literal = Add(new PacketBody(content, header.Length));
        await SkipLiteralHeaderAsync(mode, cancellationToken).ConfigureAwait(false);
    }

    private static ByteSource Decompress(PacketBody compressed, byte algorithm) => (CompressionAlgorithm)algorithm switch
    {
        CompressionAlgorithm.Zip => new InflatedData(compressed, raw: true),
        CompressionAlgorithm.Zlib => new InflatedData(compressed, raw: false),
        CompressionAlgorithm.BZip2 => new Bunzipped(compressed),
        _ => throw MessageFaults.Compression(algorithm),
    };

    // Source: RFC 9580 §5.9 (format, name with its length, time of four octets). None of them is used.
    private async ValueTask SkipLiteralHeaderAsync(IoMode mode, CancellationToken cancellationToken)
    {
        const int timeLength = 4;
        await ReadOctetAsync(_literal, mode, cancellationToken).ConfigureAwait(false);
        int nameLength = await ReadOctetAsync(_literal, mode, cancellationToken).ConfigureAwait(false);
        await _literal.ReadExactlyAsync(new byte[nameLength + timeLength], mode, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask CheckEndAsync(IoMode mode, CancellationToken cancellationToken)
    {
        for (int i = _layers.Count - 1; i >= 0; i--)
        {
            if (await _layers[i].ReadOctetAsync(mode, cancellationToken).ConfigureAwait(false) >= 0)
            {
                throw i == 0 ? MessageFaults.BytesAfterMessage() : MessageFaults.Damaged();
            }
        }
    }

    /// <summary>Reads the header of the first packet that is not a marker.</summary>
    // Source: RFC 9580 §5.8 (marker packets are ignored).
    private static async ValueTask<PacketHeader> ReadHeaderAsync(ByteSource source, IoMode mode, CancellationToken cancellationToken)
    {
        const int markerLength = 3;
        while (true)
        {
            PacketHeader header = await PacketHeader.ReadAsync(source, mode, cancellationToken).ConfigureAwait(false)
                ?? throw MessageFaults.Damaged();
            if (header.Tag != PacketTag.Marker)
            {
                return header;
            }

            await PacketBody.ReadWholeAsync(source, header.Length, markerLength, mode, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async ValueTask<byte> ReadOctetAsync(ByteSource source, IoMode mode, CancellationToken cancellationToken)
    {
        int octet = await source.ReadOctetAsync(mode, cancellationToken).ConfigureAwait(false);
        return octet < 0 ? throw MessageFaults.Damaged() : (byte)octet;
    }

    private T Add<T>(T layer)
        where T : ByteSource
    {
        _layers.Add(layer);
        return layer;
    }
}
