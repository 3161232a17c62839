namespace BackupSh.Sources.Tar;

/// <summary>What an entry makes. The values are the format's type flags.</summary>
internal enum TarEntryKind
{
    File = '0',
    HardLink = '1',
    SymbolicLink = '2',
    CharacterDevice = '3',
    BlockDevice = '4',
    Folder = '5',
    Fifo = '6',
}
