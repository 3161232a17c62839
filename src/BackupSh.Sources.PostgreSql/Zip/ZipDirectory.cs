using System.Buffers.Binary;
using System.Text;

namespace BackupSh.Sources.PostgreSql.Zip;

/// <summary>Writes the headers of a zip, and collects its central directory: a hundred bytes for each entry.</summary>
internal sealed class ZipDirectory : IDisposable
{
    // Source: APPNOTE 4.4.2: made on Unix, so that the attributes are a mode: a regular file that only its owner may read.
    private const ushort MadeBy = (3 << 8) | ZipFormat.Version45;
    private const uint Attributes = 0x8180u << 16;
    private const ushort Flags = ZipFormat.HasDescriptor | ZipFormat.Utf8Name;

    private readonly MemoryStream _central = new();
    private long _count;

    /// <summary>Returns a local header. Neither sizes nor room for large ones: readers in Java want neither.</summary>
    internal static byte[] Local(string name, DateTimeOffset time)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(name);
        byte[] header = new byte[ZipFormat.LocalBytes + utf8.Length];
        Put32(header, 0, ZipFormat.LocalSignature);
        Put16(header, 4, ZipFormat.Version20);
        Put16(header, 6, Flags);
        Put16(header, 8, ZipFormat.Deflated);
        Put32(header, 10, DosTime(time));
        Put16(header, 26, checked((ushort)utf8.Length));
        utf8.CopyTo(header.AsSpan(ZipFormat.LocalBytes));
        return header;
    }

    /// <summary>Returns what follows an entry's data: with 64 bits only where 32 do not do.</summary>
    internal static byte[] Descriptor(uint crc, long compressed, long size)
    {
        bool large = compressed > uint.MaxValue || size > uint.MaxValue;
        byte[] descriptor = new byte[large ? 24 : 16];
        Put32(descriptor, 0, ZipFormat.DescriptorSignature);
        Put32(descriptor, 4, crc);
        if (large)
        {
            Put64(descriptor, 8, compressed);
            Put64(descriptor, 16, size);
        }
        else
        {
            Put32(descriptor, 8, (uint)compressed);
            Put32(descriptor, 12, (uint)size);
        }

        return descriptor;
    }

    /// <summary>Adds an entry to the central directory.</summary>
    internal void Add(string name, DateTimeOffset time, uint crc, long compressed, long size, long offset)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(name);
        byte[] extra = Extra(compressed, size, offset);
        byte[] header = new byte[ZipFormat.CentralBytes];
        Put32(header, 0, ZipFormat.CentralSignature);
        Put16(header, 4, MadeBy);
        Put16(header, 6, extra.Length > 0 ? ZipFormat.Version45 : ZipFormat.Version20);
        Put16(header, 8, Flags);
        Put16(header, 10, ZipFormat.Deflated);
        Put32(header, 12, DosTime(time));
        Put32(header, 16, crc);
        Put32(header, 20, Limited(compressed));
        Put32(header, 24, Limited(size));
        Put16(header, 28, checked((ushort)utf8.Length));
        Put16(header, 30, (ushort)extra.Length);
        Put32(header, 38, Attributes);
        Put32(header, 42, Limited(offset));
        _central.Write(header);
        _central.Write(utf8);
        _central.Write(extra);
        _count++;
    }

    /// <summary>Returns the central directory and the end of the zip.</summary>
    internal (ReadOnlyMemory<byte> Central, byte[] End) Complete(long offset)
    {
        long length = _central.Length;
        bool large = _count >= ZipFormat.Elsewhere16 || length >= ZipFormat.Elsewhere32 || offset >= ZipFormat.Elsewhere32;
        byte[] end = new byte[ZipFormat.EndBytes];
        Put32(end, 0, ZipFormat.EndSignature);
        Put16(end, 8, (ushort)Math.Min(_count, ZipFormat.Elsewhere16));
        Put16(end, 10, (ushort)Math.Min(_count, ZipFormat.Elsewhere16));
        Put32(end, 12, Limited(length));
        Put32(end, 16, Limited(offset));
        byte[] record = large ? Zip64End(offset, length) : [];
        return (_central.GetBuffer().AsMemory(0, (int)length), [.. record, .. end]);
    }

    public void Dispose() => _central.Dispose();

    private byte[] Zip64End(long offset, long length)
    {
        // Source: APPNOTE 4.3.14: the record of 56 bytes, of which its length does not count the first twelve; 4.3.15: its locator.
        byte[] record = new byte[56 + 20];
        Put32(record, 0, ZipFormat.Zip64EndSignature);
        Put64(record, 4, 56 - 12);
        Put16(record, 12, MadeBy);
        Put16(record, 14, ZipFormat.Version45);
        Put64(record, 24, _count);
        Put64(record, 32, _count);
        Put64(record, 40, length);
        Put64(record, 48, offset);
        Put32(record, 56, ZipFormat.Zip64LocatorSignature);
        Put64(record, 64, offset + length);
        Put32(record, 72, 1);
        return record;
    }

    private static byte[] Extra(long compressed, long size, long offset)
    {
        long[] large = [.. new[] { size, compressed, offset }.Where(value => value >= ZipFormat.Elsewhere32)];
        if (large.Length == 0)
        {
            return [];
        }

        byte[] extra = new byte[4 + (8 * large.Length)];
        Put16(extra, 0, ZipFormat.Zip64Extra);
        Put16(extra, 2, (ushort)(8 * large.Length));
        for (int i = 0; i < large.Length; i++)
        {
            Put64(extra, 4 + (8 * i), large[i]);
        }

        return extra;
    }

    private static uint Limited(long value) => (uint)Math.Min(value, ZipFormat.Elsewhere32);

    // Source: APPNOTE 4.4.6, MS-DOS: date in the upper half, from 1980 on; seconds by two.
    private static uint DosTime(DateTimeOffset time)
    {
        DateTime utc = time.UtcDateTime;
        int year = Math.Clamp(utc.Year, 1980, 2107);
        uint date = (uint)(((year - 1980) << 9) | (utc.Month << 5) | utc.Day);
        return (date << 16) | (uint)((utc.Hour << 11) | (utc.Minute << 5) | (utc.Second / 2));
    }

    private static void Put16(byte[] to, int at, ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(to.AsSpan(at), value);

    private static void Put32(byte[] to, int at, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(to.AsSpan(at), value);

    private static void Put64(byte[] to, int at, long value) => BinaryPrimitives.WriteInt64LittleEndian(to.AsSpan(at), value);
}
