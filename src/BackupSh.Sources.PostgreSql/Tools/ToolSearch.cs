using System.Collections.ObjectModel;
using System.Text.RegularExpressions;
using BackupSh.Shared;

namespace BackupSh.Sources.PostgreSql.Tools;

/// <summary>Finds the client tools for a server.</summary>
/// <param name="source">The source's name.</param>
/// <param name="directory">The only directory to look in, or null for the path and where packages put them.</param>
internal sealed partial class ToolSearch(string source, string? directory)
{
    // Source: the packages of Debian, of the PostgreSQL project for Red Hat, of Homebrew, and the installer for Windows.
    private static readonly (string Parent, string Pattern, string Child)[] PackageDirectories =
    [
        ("/usr/lib/postgresql", "*", "bin"),
        ("/usr", "pgsql-*", "bin"),
        ("/opt/homebrew/opt", "postgresql@*", "bin"),
        ("/usr/local/opt", "postgresql@*", "bin"),
        (@"C:\Program Files\PostgreSQL", "*", "bin"),
    ];

    /// <summary>Finds the tools to use: not older than the server, as near to it as there are, of these the newest.</summary>
    /// <remarks>A dump of far newer tools sets what an older server does not know, and could not be restored to it.</remarks>
    /// <param name="serverMajor">The server's major version.</param>
    /// <param name="atLeast">A major version that the tools must have besides, for an archive that newer ones have made.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="BackupSourceException">There are none (<c>BSH1030</c>), or only older ones (<c>BSH1031</c>).</exception>
    internal async Task<ToolSet> FindAsync(int serverMajor, int atLeast, CancellationToken cancellationToken)
    {
        List<ToolSet> found = [];
        string[] directories = [.. Directories().Distinct(StringComparer.Ordinal)];
        foreach (string candidate in directories.Where(HasAll))
        {
            if (await VersionAsync(candidate, cancellationToken).ConfigureAwait(false) is { } version)
            {
                found.Add(new ToolSet(candidate, version));
            }
        }

        if (found.Count == 0)
        {
            throw new BackupSourceException(source, ErrorTexts.Error("BSH1030", string.Join(", ", directories)));
        }

        return Choose(found, Math.Max(serverMajor, atLeast))
            ?? throw Older(found.MaxBy(tools => tools.Version)!, Math.Max(serverMajor, atLeast));
    }

    internal static ToolSet? Choose(IEnumerable<ToolSet> found, int major) => found
        .Where(tools => tools.Version.Major >= major)
        .OrderBy(tools => tools.Version.Major)
        .ThenByDescending(tools => tools.Version.Minor)
        .FirstOrDefault();

    private BackupSourceException Older(ToolSet newest, int major) =>
        new(source, ErrorTexts.Error("BSH1031", major, newest.Directory, newest.Version));

    private IEnumerable<string> Directories()
    {
        if (directory is not null)
        {
            return [Path.GetFullPath(directory)];
        }

        IEnumerable<string> packages = PackageDirectories
            .Where(place => Directory.Exists(place.Parent))
            .SelectMany(place => Directory.EnumerateDirectories(place.Parent, place.Pattern).Select(found => Path.Combine(found, place.Child)));
        string[] path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return packages.Concat(path.Where(Path.IsPathFullyQualified));
    }

    private static bool HasAll(string candidate) => ToolSet.Names.All(tool => File.Exists(ToolSet.PathIn(candidate, tool)));

    private async Task<Version?> VersionAsync(string candidate, CancellationToken cancellationToken)
    {
        ToolProcess tool = ToolProcess.Start(source, ToolSet.PathIn(candidate, "pg_dump"), ["--version"], ReadOnlyDictionary<string, string>.Empty, cancellationToken);
        await using (tool.ConfigureAwait(false))
        {
            using StreamReader reader = new(tool.Output, leaveOpen: true);
            Match match = VersionText().Match(await reader.ReadToEndAsync(cancellationToken).ConfigureAwait(false));
            await tool.WaitAsync().ConfigureAwait(false);
            return match.Success ? Version.Parse($"{match.Groups[1].Value}.{(match.Groups[2].Success ? match.Groups[2].Value : "0")}") : null;
        }
    }

    // For example: pg_dump (PostgreSQL) 15.20 (Debian 15.20-0+deb12u1); a beta has no minor version: 19beta1.
    [GeneratedRegex(@"\(PostgreSQL\) ([0-9]{1,3})(?:\.([0-9]{1,4}))?", RegexOptions.CultureInvariant)]
    private static partial Regex VersionText();
}
