using BackupSh.Sources.Tar;

namespace BackupSh.Sources.Folder.Trees;

/// <summary>What a restored file, folder or link is given.</summary>
/// <param name="Mode">The permissions and, if they are wanted, the set-id bits.</param>
/// <param name="Owner">User and group, or <see langword="null"/> to leave them to the system.</param>
/// <param name="Modified">When its content last changed.</param>
internal readonly record struct NodeAttributes(int Mode, (uint UserId, uint GroupId)? Owner, UnixTime Modified);
