namespace BackupSh.Sources.Tar;

/// <summary>A header that was read, as it stands: pax records may override it.</summary>
internal sealed record TarHeader
{
    internal required char Type { get; init; }

    internal required byte[] Path { get; init; }

    internal required byte[] LinkTarget { get; init; }

    internal required long SizeBytes { get; init; }

    internal required int Mode { get; init; }

    internal required long UserId { get; init; }

    internal required long GroupId { get; init; }

    internal required long ModifiedSeconds { get; init; }

    internal required int DeviceMajor { get; init; }

    internal required int DeviceMinor { get; init; }

    /// <summary>Reads a header.</summary>
    /// <exception cref="TarFormatException">It is damaged, or of a format before 1988.</exception>
    internal static TarHeader Parse(ReadOnlySpan<byte> block, long offset)
    {
        Number numbers = new(block, offset);
        if (numbers.At(TarFormat.ChecksumOffset, TarFormat.ChecksumBytes) != TarHeaderBlock.ChecksumOf(block))
        {
            throw new TarFormatException("a header's checksum is wrong", offset);
        }

        ReadOnlySpan<byte> magic = block.Slice(TarFormat.MagicOffset, TarFormat.PosixMagic.Length);
        bool isPosix = magic.SequenceEqual(TarFormat.PosixMagic);
        if (!isPosix && !magic.SequenceEqual(TarFormat.GnuMagic))
        {
            throw new TarFormatException("a header is of an unknown format", offset);
        }

        char type = (char)block[TarFormat.TypeOffset];
        bool isDevice = type is (char)TarEntryKind.CharacterDevice or (char)TarEntryKind.BlockDevice;
        return new TarHeader
        {
            Type = type,
            Path = isPosix ? PathOf(block) : Text(block.Slice(TarFormat.NameOffset, TarFormat.NameBytes)).ToArray(),
            LinkTarget = Text(block.Slice(TarFormat.LinkNameOffset, TarFormat.NameBytes)).ToArray(),
            SizeBytes = numbers.At(TarFormat.SizeOffset, TarFormat.LongNumberBytes),
            Mode = (int)(numbers.At(TarFormat.ModeOffset, TarFormat.IdBytes) & UnixMode.All),
            UserId = numbers.At(TarFormat.UserIdOffset, TarFormat.IdBytes),
            GroupId = numbers.At(TarFormat.GroupIdOffset, TarFormat.IdBytes),
            ModifiedSeconds = numbers.At(TarFormat.ModifiedOffset, TarFormat.LongNumberBytes),
            DeviceMajor = isDevice ? numbers.DeviceAt(TarFormat.DeviceMajorOffset) : 0,
            DeviceMinor = isDevice ? numbers.DeviceAt(TarFormat.DeviceMinorOffset) : 0,
        };
    }

    private static byte[] PathOf(ReadOnlySpan<byte> block)
    {
        ReadOnlySpan<byte> name = Text(block.Slice(TarFormat.NameOffset, TarFormat.NameBytes));
        ReadOnlySpan<byte> prefix = Text(block.Slice(TarFormat.PrefixOffset, TarFormat.PrefixBytes));
        return prefix.IsEmpty ? name.ToArray() : [.. prefix, (byte)'/', .. name];
    }

    private static ReadOnlySpan<byte> Text(ReadOnlySpan<byte> field) => field.IndexOf((byte)0) is >= 0 and int end ? field[..end] : field;

    private readonly ref struct Number(ReadOnlySpan<byte> block, long offset)
    {
        private readonly ReadOnlySpan<byte> _block = block;

        internal long At(int start, int length) =>
            TarNumber.TryParse(_block.Slice(start, length), out long value) ? value : throw new TarFormatException("a header's number is none", offset);

        internal int DeviceAt(int start) =>
            At(start, TarFormat.IdBytes) is >= 0 and <= int.MaxValue and long value ? (int)value : throw new TarFormatException("a device's number is out of range", offset);
    }
}
