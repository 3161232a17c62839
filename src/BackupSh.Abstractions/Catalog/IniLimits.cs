namespace BackupSh.Catalog;

/// <summary>How much of a file that anybody may have put into a storage is read.</summary>
/// <remarks>Our largest file has about 30 keys and 2 KiB; the limits leave room, and no more.</remarks>
internal static class IniLimits
{
    internal const int Bytes = 64 * 1024;

    internal const int LineBytes = 4 * 1024;

    internal const int Keys = 256;
}
