using System.Globalization;
using System.Text.Json.Nodes;

namespace BackupSh.Testing.Dropbox;

/// <summary>Under which path, and under which condition, an upload becomes a file.</summary>
internal sealed record DropboxCommit(string Path, string Mode, string? UpdateRev, bool AutoRename, bool StrictConflict, DateTimeOffset? ClientModified)
{
    internal static DropboxCommit Parse(string endpoint, JsonObject argument, params string[] errorTags)
    {
        string path = DropboxPath.Parse(endpoint, new JsonPath("path", DropboxJson.Text(argument, "path"), errorTags), mayBeRoot: false);
        string mode = DropboxJson.Tag(argument["mode"]) ?? "add";
        if (mode is not ("add" or "overwrite" or "update"))
        {
            throw DropboxRefusal.BadRequest(endpoint, $"request body: mode: unknown tag '{mode}'");
        }

        return new DropboxCommit(
            path,
            mode,
            (argument["mode"] as JsonObject)?["update"]?.GetValue<string>(),
            DropboxJson.Flag(argument, "autorename"),
            DropboxJson.Flag(argument, "strict_conflict"),
            DateTimeOffset.TryParse(
                DropboxJson.Text(argument, "client_modified"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
                ? time
                : null);
    }

    /// <summary>Makes the content a file of the tree, or throws the tags of the WriteError that says why not.</summary>
    /// <param name="tree">The tree.</param>
    /// <param name="content">The content.</param>
    /// <param name="hash">Its content hash.</param>
    /// <param name="roomBytes">How many bytes the account has left.</param>
    /// <param name="now">The time.</param>
    internal DropboxEntry Apply(DropboxTree tree, DropboxContent content, string hash, long roomBytes, DateTimeOffset now)
    {
        ExpectPlace(tree);
        DropboxEntry? existing = tree.Find(Path);
        string path = Path;
        if (existing is not null && IsInTheWay(existing))
        {
            if (!StrictConflict && existing.IsFile && existing.Hash == hash)
            {
                return existing;
            }

            if (!AutoRename)
            {
                throw new DropboxWriteException("conflict", existing.IsFile ? "file" : "folder");
            }

            path = FreePath(tree);
            existing = null;
        }

        if (content.Length - (existing?.SizeBytes ?? 0) > roomBytes)
        {
            throw new DropboxWriteException("insufficient_space");
        }

        return tree.Put(new DropboxEntry(path, existing?.Id ?? tree.NewId())
        {
            Content = content,
            SizeBytes = content.Length,
            Hash = hash,
            ClientModified = ClientModified ?? now,
            ServerModified = now,
        });
    }

    private void ExpectPlace(DropboxTree tree)
    {
        if (DropboxPath.IsRestricted(Path))
        {
            throw new DropboxWriteException("disallowed_name");
        }

        if (DropboxPath.AncestorsOf(Path).Any(ancestor => tree.Find(ancestor)?.IsFile == true))
        {
            throw new DropboxWriteException("conflict", "file_ancestor");
        }
    }

    private bool IsInTheWay(DropboxEntry existing) =>
        existing.IsFolder || Mode == "add" || (Mode == "update" && existing.Rev != UpdateRev);

    private string FreePath(DropboxTree tree)
    {
        int dot = Path.LastIndexOf('.');
        int end = dot > Path.LastIndexOf('/') ? dot : Path.Length;
        for (int number = 1; ; number++)
        {
            string candidate = $"{Path[..end]} ({number}){Path[end..]}";
            if (tree.Find(candidate) is null)
            {
                return candidate;
            }
        }
    }
}
