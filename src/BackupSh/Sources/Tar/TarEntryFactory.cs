namespace BackupSh.Sources.Tar;

/// <summary>Makes an entry of its header and of what preceded it.</summary>
internal static class TarEntryFactory
{
    /// <summary>Makes the entry; its size is what the archive stores, a sparse file's map included.</summary>
    /// <exception cref="TarFormatException">It is of a kind that we do not read, or a number is out of range.</exception>
    internal static TarEntry Create(TarHeader header, TarPreface preface, long offset)
    {
        byte[] path = preface.PathOf(header);
        TarEntryKind kind = KindOf(header, path, offset);
        if (kind == TarEntryKind.Folder && path is [.., (byte)'/'])
        {
            path = path[..^1];
        }

        long size = preface.SizeBytes ?? header.SizeBytes;
        if (size < 0 || size > long.MaxValue - TarFormat.BlockBytes)
        {
            throw new TarFormatException("an entry's size is out of range", offset);
        }

        if (kind != TarEntryKind.File && size != 0)
        {
            throw new TarFormatException("a folder, link or device has content", offset);
        }

        return new TarEntry
        {
            Kind = kind,
            Path = path.Length <= TarFormat.MaximumPathBytes ? path : throw new TarFormatException("a path is too long", offset),
            LinkTarget = kind is TarEntryKind.HardLink or TarEntryKind.SymbolicLink ? preface.LinkTargetOf(header) : [],
            SizeBytes = size,
            Mode = header.Mode,
            UserId = Id(preface.UserIdOf(header), offset),
            GroupId = Id(preface.GroupIdOf(header), offset),
            Modified = preface.ModifiedOf(header),
            DeviceMajor = header.DeviceMajor,
            DeviceMinor = header.DeviceMinor,
        };
    }

    private static TarEntryKind KindOf(TarHeader header, byte[] path, long offset) => header.Type switch
    {
        // Source: POSIX.1-2024, ustar: before it, a folder was a file whose name ends in a slash.
        (char)TarEntryKind.File or TarTypes.OldFile when path is [.., (byte)'/'] => TarEntryKind.Folder,
        (char)TarEntryKind.File or TarTypes.OldFile or TarTypes.Contiguous or TarTypes.OldSparse => TarEntryKind.File,
        >= (char)TarEntryKind.HardLink and <= (char)TarEntryKind.Fifo => (TarEntryKind)header.Type,
        char other => throw new TarFormatException($"'{PrintableName.Of(path)}' is of the unknown type 0x{(int)other:X2}", offset),
    };

    private static uint Id(long value, long offset) =>
        value is >= 0 and <= uint.MaxValue ? (uint)value : throw new TarFormatException("an owner's number is out of range", offset);
}
