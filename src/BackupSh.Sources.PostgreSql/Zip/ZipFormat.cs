namespace BackupSh.Sources.PostgreSql.Zip;

/// <summary>The numbers of the zip format.</summary>
internal static class ZipFormat
{
    // Source: PKWARE APPNOTE.TXT 6.3.10, sections 4.3 to 4.5.
    internal const uint LocalSignature = 0x04034B50;
    internal const uint DescriptorSignature = 0x08074B50;
    internal const uint CentralSignature = 0x02014B50;
    internal const uint Zip64EndSignature = 0x06064B50;
    internal const uint Zip64LocatorSignature = 0x07064B50;
    internal const uint EndSignature = 0x06054B50;

    internal const ushort Encrypted = 1;
    internal const ushort HasDescriptor = 1 << 3;
    internal const ushort Utf8Name = 1 << 11;

    internal const ushort Stored = 0;
    internal const ushort Deflated = 8;

    internal const ushort Version20 = 20;
    internal const ushort Version45 = 45;
    internal const ushort Zip64Extra = 1;

    internal const int LocalBytes = 30;
    internal const int CentralBytes = 46;
    internal const int EndBytes = 22;

    /// <summary>A field of 32 bits that says: the value stands in the zip64 extra field.</summary>
    internal const uint Elsewhere32 = uint.MaxValue;

    /// <summary>A field of 16 bits that says: the value stands in the zip64 end record.</summary>
    internal const ushort Elsewhere16 = ushort.MaxValue;
}
