using System.Text;

namespace BackupSh.Sources.PostgreSql.Zip;

/// <summary>What stands before an entry's data.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsDeflated">Whether it is deflated, or stored as it is.</param>
/// <param name="HasDescriptor">Whether CRC and sizes follow the data.</param>
/// <param name="IsLarge">Whether its sizes have 64 bits.</param>
/// <param name="Crc">The CRC, unless a descriptor follows.</param>
/// <param name="Compressed">How many bytes its data have, unless a descriptor follows.</param>
/// <param name="Size">How many bytes it has, unless a descriptor follows.</param>
internal sealed record ZipEntryHeader(string Name, bool IsDeflated, bool HasDescriptor, bool IsLarge, uint Crc, long Compressed, long Size)
{
    // Bytes that are no UTF-8 are an older code page's, which nobody who writes such zips uses.
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a local header, whose signature was seen.</summary>
    internal static async Task<ZipEntryHeader> ReadAsync(ZipInput input, CancellationToken cancellationToken)
    {
        if (!await input.FillAsync(ZipFormat.LocalBytes, cancellationToken).ConfigureAwait(false))
        {
            throw Cut();
        }

        ushort flags = input.U16(6);
        ushort method = input.U16(8);
        (uint crc, long compressed, long size) = (input.U32(14), (long)input.U32(18), (long)input.U32(22));
        (int nameLength, int extraLength) = (input.U16(26), input.U16(28));
        input.Skip(ZipFormat.LocalBytes);
        if (!await input.FillAsync(nameLength + extraLength, cancellationToken).ConfigureAwait(false))
        {
            throw Cut();
        }

        string name = Decode(input.Available.Span[..nameLength]);
        ReadOnlyMemory<byte>? zip64 = FindZip64(input.Available.Slice(nameLength, extraLength));
        if (zip64 is { } extra)
        {
            (size, compressed, _) = Widen(extra.Span, size, compressed, 0);
        }

        input.Skip(nameLength + extraLength);
        bool described = (flags & ZipFormat.HasDescriptor) != 0;
        Refuse(name, flags, method, described);
        return new ZipEntryHeader(name, method == ZipFormat.Deflated, described, zip64 is not null, crc, compressed, size);
    }

    internal static ZipDamageException Cut() => new("it is cut off");

    internal static string Decode(ReadOnlySpan<byte> name)
    {
        try
        {
            return Strict.GetString(name);
        }
        catch (DecoderFallbackException exception)
        {
            throw new ZipDamageException("an entry's name is no UTF-8", exception);
        }
    }

    internal static ReadOnlyMemory<byte>? FindZip64(ReadOnlyMemory<byte> extra)
    {
        while (extra.Length >= 4)
        {
            int id = extra.Span[0] | (extra.Span[1] << 8);
            int length = extra.Span[2] | (extra.Span[3] << 8);
            if (extra.Length < 4 + length)
            {
                throw new ZipDamageException("an extra field goes beyond its header");
            }

            if (id == ZipFormat.Zip64Extra)
            {
                return extra.Slice(4, length);
            }

            extra = extra[(4 + length)..];
        }

        return null;
    }

    /// <summary>Takes from a zip64 extra field what did not fit into a header: in this order, and only what did not fit.</summary>
    internal static (long Size, long Compressed, long Offset) Widen(ReadOnlySpan<byte> extra, long size, long compressed, long offset)
    {
        Span<long> values = [size, compressed, offset];
        foreach (ref long value in values)
        {
            if (value == ZipFormat.Elsewhere32)
            {
                if (extra.Length < 8)
                {
                    throw new ZipDamageException("a size is missing");
                }

                value = System.Buffers.Binary.BinaryPrimitives.ReadInt64LittleEndian(extra);
                extra = extra[8..];
            }
        }

        return (values[0], values[1], values[2]);
    }

    private static void Refuse(string name, ushort flags, ushort method, bool described)
    {
        if ((flags & ZipFormat.Encrypted) != 0)
        {
            throw new ZipDamageException($"the entry '{name}' is encrypted");
        }

        if (method is not (ZipFormat.Deflated or ZipFormat.Stored) || (method == ZipFormat.Stored && described))
        {
            throw new ZipDamageException($"the entry '{name}' is compressed in a way that is not read");
        }
    }
}
