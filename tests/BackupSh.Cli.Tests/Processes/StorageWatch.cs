namespace BackupSh.Cli.Tests.Processes;

/// <summary>Looks at a storage's directory while another process works in it.</summary>
internal sealed class StorageWatch(string directory)
{
    private static readonly EnumerationOptions HiddenToo = new() { AttributesToSkip = FileAttributes.None };

    /// <summary>Gets how large the largest file is that is not published yet; 0 if there is none but known ones.</summary>
    internal long TemporaryBytes => Temporaries.Where(file => !Known.Contains(file.Name)).Select(Length).DefaultIfEmpty(0).Max();

    /// <summary>Gets the names of files that were there before.</summary>
    internal HashSet<string> Known { get; } = [];

    internal IEnumerable<FileInfo> Temporaries => Files.Where(file => file.Name.StartsWith(".backupsh-", StringComparison.Ordinal));

    internal IEnumerable<FileInfo> Files => Directory.Exists(directory) ? new DirectoryInfo(directory).EnumerateFiles("*", HiddenToo) : [];

    /// <summary>Remembers what there is.</summary>
    internal void Remember() => Known.UnionWith(Files.Select(file => file.Name));

    /// <summary>Tells whether there is a new file whose name ends so.</summary>
    internal bool HasNew(string ending) =>
        Files.Any(file => file.Name.EndsWith(ending, StringComparison.Ordinal) && !Known.Contains(file.Name));

    internal int Count(string ending) => Files.Count(file => file.Name.EndsWith(ending, StringComparison.Ordinal));

    // Renamed since it was listed: not a temporary file any more.
    private static long Length(FileInfo file)
    {
        try
        {
            return file.Length;
        }
        catch (FileNotFoundException)
        {
            return 0;
        }
    }
}
