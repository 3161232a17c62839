namespace BackupSh.Sources.Sqlite;

/// <summary>The first bytes of a database file.</summary>
/// <remarks>SQLite opens a file whose read version is 2 in WAL mode, and then needs to make files beside it. So a backup
/// carries read version 1, which opens anywhere, read-only media included, and keeps the write version, which still tells
/// what the database was. A restore makes the two agree again.</remarks>
internal static class SqliteHeader
{
    // Source: https://www.sqlite.org/fileformat2.html section 1.3 (offsets 0, 18, 19; 1 is legacy, 2 is WAL).
    private const int Length = 20;
    private const int WriteVersionOffset = 18;
    private const int ReadVersionOffset = 19;
    private const byte Legacy = 1;
    private const byte Wal = 2;

    private static ReadOnlySpan<byte> Magic => "SQLite format 3\0"u8;

    internal static bool IsDatabase(FileStream file) => ReadHeader(file).AsSpan().StartsWith(Magic);

    /// <summary>Makes a copy of a WAL database open without a write-ahead log. Anything else stays as it is.</summary>
    internal static void LayWalAside(FileStream file) => SetReadVersion(file, from: Wal, to: Legacy);

    /// <summary>Makes a copy of what was a WAL database one again. Anything else stays as it is.</summary>
    internal static void TakeWalUp(FileStream file) => SetReadVersion(file, from: Legacy, to: Wal);

    private static void SetReadVersion(FileStream file, byte from, byte to)
    {
        byte[] header = ReadHeader(file);
        if (header.AsSpan().StartsWith(Magic) && header[WriteVersionOffset] == Wal && header[ReadVersionOffset] == from)
        {
            RandomAccess.Write(file.SafeFileHandle, [to], ReadVersionOffset);
        }
    }

    private static byte[] ReadHeader(FileStream file)
    {
        byte[] header = new byte[Length];
        int count = RandomAccess.Read(file.SafeFileHandle, header, fileOffset: 0);
        return count == Length ? header : new byte[Length];
    }
}
