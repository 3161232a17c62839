using System.Globalization;
using System.Text.Json.Nodes;

namespace BackupSh.Testing.Dropbox;

/// <summary>Listings in pages: what was there when they began, and then the changes since.</summary>
internal sealed class DropboxListing(DropboxAccount account, DropboxServerOptions options)
{
    private readonly Dictionary<string, Cursor> _cursors = [];
    private long _lastCursor;

    /// <summary>Forgets all cursors: whoever goes on with one gets <c>reset</c>.</summary>
    internal void Reset()
    {
        lock (account.Lock)
        {
            _cursors.Clear();
        }
    }

    internal JsonObject List(DropboxCall call)
    {
        string path = DropboxPath.Parse(call.Endpoint, new JsonPath("path", DropboxJson.Text(call.Argument, "path"), "path"), mayBeRoot: true);
        long limit = DropboxJson.Number(call.Argument, "limit", options.PageEntries);
        if (limit is < 1 or > 2000)
        {
            throw DropboxRefusal.BadRequest(call.Endpoint, "request body: limit: not within range 1 to 2000");
        }

        lock (account.Lock)
        {
            if (path.Length > 0)
            {
                DropboxEntry folder = call.Tree.Find(path) ?? throw DropboxRefusal.Of("path", "not_found");
                path = folder.IsFolder ? folder.PathLower : throw DropboxRefusal.Of("path", "not_folder");
            }

            bool recursive = DropboxJson.Flag(call.Argument, "recursive");
            DropboxEntry[] found = [.. call.Tree.Below(path, recursive)];
            return Page(new Cursor(
                call.Tree,
                path,
                recursive,
                (int)Math.Min(limit, options.PageEntries),
                found,
                0,
                call.Tree.JournalLength));
        }
    }

    internal JsonObject Continue(DropboxCall call)
    {
        lock (account.Lock)
        {
            return Page(_cursors.GetValueOrDefault(DropboxJson.Text(call.Argument, "cursor") ?? "") ?? throw DropboxRefusal.Of("reset"));
        }
    }

    private JsonObject Page(Cursor cursor)
    {
        JsonArray entries = [];
        int position = cursor.Position;
        int journal = cursor.Journal;
        for (; position < cursor.Found.Length && entries.Count < cursor.Limit; position++)
        {
            entries.Add((JsonNode)cursor.Found[position].ToJson());
        }

        if (position == cursor.Found.Length)
        {
            List<DropboxEntry> changes = [.. cursor.Tree.Changes(journal, cursor.Path, cursor.Recursive)];
            foreach (DropboxEntry change in changes.Take(cursor.Limit - entries.Count))
            {
                entries.Add((JsonNode)change.ToJson());
                journal = cursor.Tree.PlaceBehind(change);
            }
        }

        Cursor next = cursor with { Position = position, Journal = journal };
        string id = "AAcursor" + (++_lastCursor).ToString("D24", CultureInfo.InvariantCulture);
        _cursors[id] = next;
        bool more = position < cursor.Found.Length || cursor.Tree.Changes(journal, cursor.Path, cursor.Recursive).Any();
        return new JsonObject { ["entries"] = entries, ["cursor"] = id, ["has_more"] = more };
    }

    private sealed record Cursor(
        DropboxTree Tree, string Path, bool Recursive, int Limit, DropboxEntry[] Found, int Position, int Journal);
}
