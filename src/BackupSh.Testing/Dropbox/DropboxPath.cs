namespace BackupSh.Testing.Dropbox;

/// <summary>Which paths the service takes.</summary>
internal static class DropboxPath
{
    // Source: help.dropbox.com, "Incompatible or restricted file names"; the API's specification (component at most 255 characters).
    private const int MaximumComponent = 255;

    private static readonly HashSet<string> Restricted = new(StringComparer.OrdinalIgnoreCase)
    {
        "desktop.ini", "thumbs.db", ".ds_store", "icon\r", ".dropbox", ".dropbox.attr",
    };

    /// <summary>Returns the path that is stored and compared, or throws the way the endpoint does.</summary>
    internal static string Parse(string endpoint, JsonPath given, bool mayBeRoot)
    {
        string? path = given.Value;
        if (path is null)
        {
            throw DropboxRefusal.BadRequest(endpoint, $"request body: missing required field '{given.Name}'");
        }

        if (path.Length == 0 ? !mayBeRoot : path[0] != '/' && !path.StartsWith("id:", StringComparison.Ordinal) && !path.StartsWith("rev:", StringComparison.Ordinal))
        {
            throw DropboxRefusal.BadRequest(endpoint, $"request body: {given.Name}: '{path}' did not match pattern '(/(.|[\\r\\n])*)|(ns:[0-9]+(/.*)?)|(id:.*)'");
        }

        if (path.StartsWith('/') && path[1..].Split('/').Any(component => component.Length is 0 or > MaximumComponent || component is "." or ".."))
        {
            throw DropboxRefusal.Of([.. given.ErrorTags, "malformed_path"]);
        }

        return path;
    }

    /// <summary>Tells whether a file or folder may have a name.</summary>
    internal static bool IsRestricted(string path) =>
        path[1..].Split('/').Any(Restricted.Contains);

    internal static IEnumerable<string> AncestorsOf(string path)
    {
        for (int end = path.IndexOf('/', 1); end > 0; end = path.IndexOf('/', end + 1))
        {
            yield return path[..end];
        }
    }
}
