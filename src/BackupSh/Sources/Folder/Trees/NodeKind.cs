namespace BackupSh.Sources.Folder.Trees;

/// <summary>What a name in a folder stands for.</summary>
internal enum NodeKind
{
    Other,
    File,
    Folder,
    SymbolicLink,
    Fifo,
    CharacterDevice,
    BlockDevice,
    Socket,
}
