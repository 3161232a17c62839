namespace BackupSh.Sources.PostgreSql.Tools;

/// <summary>The stock client tools of one version.</summary>
/// <param name="Directory">Where they lie.</param>
/// <param name="Version">Their version, major and minor: 15.20.</param>
internal sealed record ToolSet(string Directory, Version Version)
{
    internal static readonly string[] Names = ["pg_dump", "pg_dumpall", "pg_restore", "psql"];

    internal string PathOf(string tool) => PathIn(Directory, tool);

    internal static string PathIn(string directory, string tool) => Path.Combine(directory, OperatingSystem.IsWindows() ? tool + ".exe" : tool);
}
