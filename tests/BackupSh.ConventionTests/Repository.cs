namespace BackupSh.ConventionTests;

/// <summary>The files of this repository, as they lie on the disk.</summary>
internal static class Repository
{
    // What builds, editors and the quick start leave behind; .gitignore lists the same.
    private static readonly string[] Ignored = [".git", "artifacts", "bin", "obj", ".vs", ".idea", ".vscode", "quickstart-data", "__pycache__", "node_modules"];

    public static string Root { get; } = FindRoot();

    /// <summary>All files, as paths relative to the root with forward slashes.</summary>
    public static IReadOnlyList<string> Files { get; } = [.. Walk(Root).Select(Relative).Order(StringComparer.Ordinal)];

    public static IReadOnlyList<Project> Projects { get; } = [.. Files.Where(file => file.EndsWith(".csproj", StringComparison.Ordinal)).Select(Project.Load)];

    public static IEnumerable<Project> SourceProjects => Projects.Where(project => project.Folder.StartsWith("src/", StringComparison.Ordinal));

    public static IEnumerable<string> CodeFiles(string folder) =>
        Files.Where(file => file.StartsWith(folder + "/", StringComparison.Ordinal) && file.EndsWith(".cs", StringComparison.Ordinal));

    public static IEnumerable<string> MarkdownFiles => Files.Where(file => file.EndsWith(".md", StringComparison.Ordinal));

    public static string FullPath(string relative) => Path.Combine(Root, relative);

    public static string Read(string relative) => File.ReadAllText(FullPath(relative));

    public static bool Exists(string relative) => Path.Exists(FullPath(relative));

    private static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    private static IEnumerable<string> Walk(string directory) =>
        Directory.EnumerateFiles(directory).Where(file => Path.GetFileName(file) != ".git").Concat(
            Directory.EnumerateDirectories(directory)
                .Where(child => !Ignored.Contains(Path.GetFileName(child)))
                .SelectMany(Walk));

    private static string FindRoot()
    {
        for (DirectoryInfo? directory = new(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, "BackupSh.sln")))
            {
                return directory.FullName;
            }
        }

        throw new DirectoryNotFoundException("No folder above the tests holds BackupSh.sln: run them from a checkout.");
    }
}
