namespace BackupSh.Sources.Tar;

/// <summary>Type flags that make no entry by themselves, or an entry of another kind.</summary>
internal static class TarTypes
{
    internal const char Pax = 'x';
    internal const char LongPath = 'L';
    internal const char LongLinkTarget = 'K';
    internal const char OldSparse = 'S';
    internal const char Contiguous = '7';
    internal const char OldFile = '\0';
}
