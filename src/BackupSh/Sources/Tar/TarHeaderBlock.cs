using System.Buffers;
using System.Text;

namespace BackupSh.Sources.Tar;

/// <summary>A ustar header that is being written. Everything in it fits; what does not, stands in pax records.</summary>
internal ref struct TarHeaderBlock(char type)
{
    internal ReadOnlySpan<byte> Name { get; set; }

    internal ReadOnlySpan<byte> Prefix { get; set; }

    internal ReadOnlySpan<byte> LinkName { get; set; }

    internal int Mode { get; init; }

    internal long UserId { get; init; }

    internal long GroupId { get; init; }

    internal long SizeBytes { get; init; }

    internal long ModifiedSeconds { get; init; }

    internal int DeviceMajor { get; init; }

    internal int DeviceMinor { get; init; }

    /// <summary>Sets name and prefix if the path can be cut at a slash into two that fit.</summary>
    internal bool TrySetPath(ReadOnlySpan<byte> path)
    {
        if (path.Length <= TarFormat.NameBytes)
        {
            Name = path;
            return true;
        }

        // The last slash that leaves a prefix which fits; a slash at the end belongs to a folder's name.
        int cut = path[..Math.Min(path.Length - 1, TarFormat.PrefixBytes + 1)].LastIndexOf((byte)'/');
        if (cut <= 0 || path.Length - cut - 1 > TarFormat.NameBytes)
        {
            return false;
        }

        Prefix = path[..cut];
        Name = path[(cut + 1)..];
        return true;
    }

    internal readonly void WriteTo(ArrayBufferWriter<byte> output)
    {
        Span<byte> block = output.GetSpan(TarFormat.BlockBytes)[..TarFormat.BlockBytes];
        block.Clear();
        Name.CopyTo(block[TarFormat.NameOffset..]);
        TarNumber.WriteOctal(block.Slice(TarFormat.ModeOffset, TarFormat.IdBytes), Mode);
        TarNumber.WriteOctal(block.Slice(TarFormat.UserIdOffset, TarFormat.IdBytes), UserId);
        TarNumber.WriteOctal(block.Slice(TarFormat.GroupIdOffset, TarFormat.IdBytes), GroupId);
        TarNumber.WriteOctal(block.Slice(TarFormat.SizeOffset, TarFormat.LongNumberBytes), SizeBytes);
        TarNumber.WriteOctal(block.Slice(TarFormat.ModifiedOffset, TarFormat.LongNumberBytes), ModifiedSeconds);
        block[TarFormat.TypeOffset] = (byte)type;
        LinkName.CopyTo(block[TarFormat.LinkNameOffset..]);
        TarFormat.PosixMagic.CopyTo(block[TarFormat.MagicOffset..]);
        TarNumber.WriteOctal(block.Slice(TarFormat.DeviceMajorOffset, TarFormat.IdBytes), DeviceMajor);
        TarNumber.WriteOctal(block.Slice(TarFormat.DeviceMinorOffset, TarFormat.IdBytes), DeviceMinor);
        Prefix.CopyTo(block[TarFormat.PrefixOffset..]);
        WriteChecksum(block);
        output.Advance(TarFormat.BlockBytes);
    }

    /// <summary>Sums a header's bytes, its own checksum counted as spaces.</summary>
    internal static int ChecksumOf(ReadOnlySpan<byte> block)
    {
        int sum = TarFormat.ChecksumBytes * ' ';
        for (int i = 0; i < block.Length; i++)
        {
            sum += i is >= TarFormat.ChecksumOffset and < TarFormat.ChecksumOffset + TarFormat.ChecksumBytes ? 0 : block[i];
        }

        return sum;
    }

    // Six digits, a NUL and a space: how every tar has written it.
    private static void WriteChecksum(Span<byte> block)
    {
        int sum = ChecksumOf(block);
        Encoding.ASCII.GetBytes(
            Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ",
            block.Slice(TarFormat.ChecksumOffset, TarFormat.ChecksumBytes));
    }
}
