namespace BackupSh.Sources.Folder.Trees;

/// <summary>Tells whether two names mean the same file or folder.</summary>
/// <param name="Device">The file system, where the system numbers them.</param>
/// <param name="Inode">The number in it.</param>
/// <param name="Path">The full path, where the system has no such numbers.</param>
internal readonly record struct NodeIdentity(ulong Device, ulong Inode, string? Path = null);
