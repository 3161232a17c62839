namespace BackupSh.Sources.Sqlite;

/// <summary>The files that SQLite keeps beside a database and replays into whatever bears the database's name.</summary>
internal static class SideFiles
{
    // Source: https://www.sqlite.org/tempfiles.html sections 2.1 to 2.3.
    private static readonly string[] Suffixes = ["-journal", "-wal", "-shm"];

    /// <summary>Returns those that are there.</summary>
    internal static IEnumerable<string> Of(string database) => SuffixesOf(database).Select(suffix => database + suffix);

    /// <summary>Returns the endings of those that are there.</summary>
    internal static IEnumerable<string> SuffixesOf(string database) => Suffixes.Where(suffix => File.Exists(database + suffix));
}
