namespace BackupSh.Sources.Tar;

/// <summary>The numbers of the format, and the bounds that keep a hostile archive from filling memory.</summary>
// Source: POSIX.1-2024, pax, "ustar Interchange Format" and "pax Interchange Format"; GNU tar 1.34 manual, "Tar Internals".
internal static class TarFormat
{
    internal const int BlockBytes = 512;

    internal const int NameOffset = 0;
    internal const int NameBytes = 100;
    internal const int ModeOffset = 100;
    internal const int UserIdOffset = 108;
    internal const int GroupIdOffset = 116;
    internal const int IdBytes = 8;
    internal const int SizeOffset = 124;
    internal const int ModifiedOffset = 136;
    internal const int LongNumberBytes = 12;
    internal const int ChecksumOffset = 148;
    internal const int ChecksumBytes = 8;
    internal const int TypeOffset = 156;
    internal const int LinkNameOffset = 157;
    internal const int MagicOffset = 257;
    internal const int DeviceMajorOffset = 329;
    internal const int DeviceMinorOffset = 337;
    internal const int PrefixOffset = 345;
    internal const int PrefixBytes = 155;

    /// <summary>A path that is longer is neither written nor read: far beyond what a shell or <c>tar</c> can name.</summary>
    internal const int MaximumPathBytes = 256 * 1024;

    /// <summary>The records of one entry: two paths of the greatest length, and room for all else.</summary>
    internal const int MaximumPaxBytes = 1024 * 1024;

    /// <summary>So many pieces of data are written of one sparse file; what follows them is written with its holes.</summary>
    internal const int MaximumSegmentsWritten = 64 * 1024;

    /// <summary>16 MiB of memory; other writers have other limits than ours.</summary>
    internal const int MaximumSegmentsRead = 1024 * 1024;

    internal static ReadOnlySpan<byte> PosixMagic => "ustar\000"u8;

    internal static ReadOnlySpan<byte> GnuMagic => "ustar  \0"u8;

    /// <summary>Returns how many zeros follow content of a size, up to the next block.</summary>
    internal static int PaddingOf(long bytes) => (int)(-bytes & (BlockBytes - 1));
}
