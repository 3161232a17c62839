namespace BackupSh.Sources.Tar;

/// <summary>The bits of a mode.</summary>
// Source: inode(7).
internal static class UnixMode
{
    internal const int All = 0xFFF;
    internal const int Permissions = 0x1FF;
    internal const int OwnerAll = 0x1C0;
    internal const int SetUserId = 0x800;
    internal const int SetGroupId = 0x400;
}
