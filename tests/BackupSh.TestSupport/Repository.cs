namespace BackupSh.TestSupport;

/// <summary>The checkout that the tests were built from: for golden files and for tests that read sources and documents.</summary>
public static class Repository
{
    /// <summary>Gets the folder of the solution.</summary>
    public static string Root { get; } = Find();

    /// <summary>Returns the path of a file or folder below the root.</summary>
    public static string PathOf(params ReadOnlySpan<string> segments) => Path.Combine([Root, .. segments]);

    private static string Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "BackupSh.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"'{AppContext.BaseDirectory}' lies in no checkout of BackupSh.");
    }
}
