using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace BackupSh.Testing.Dropbox;

/// <summary>The endpoints that take content: whole, or in sessions.</summary>
internal sealed class DropboxUploads(DropboxAccount account, DropboxServerOptions options)
{
    private const int SmallBytes = 64 * 1024;
    private readonly Dictionary<string, DropboxSession> _sessions = [];

    internal int OpenSessionCount
    {
        get
        {
            lock (account.Lock)
            {
                return _sessions.Count;
            }
        }
    }

    internal async Task<JsonNode?> UploadAsync(DropboxCall call)
    {
        DropboxCommit commit = DropboxCommit.Parse(call.Endpoint, call.Argument, "path");
        DropboxContent content = new(isSmall: call.ContentLength is <= SmallBytes);
        string hash = await ReceiveAsync(call, content, 0).ConfigureAwait(false);
        lock (account.Lock)
        {
            try
            {
                return commit.Apply(call.Tree, content, hash, account.RoomBytes, options.TimeProvider.GetUtcNow()).ToJson(withTag: false);
            }
            catch (DropboxWriteException exception)
            {
                throw DropboxRefusal.Of(new JsonObject
                {
                    [".tag"] = "path",
                    ["reason"] = DropboxJson.Union(exception.Tags),
                    ["upload_session_id"] = "",
                });
            }
        }
    }

    internal async Task<JsonNode?> StartAsync(DropboxCall call)
    {
        bool isConcurrent = DropboxJson.Tag(call.Argument["session_type"]) == "concurrent";
        bool close = DropboxJson.Flag(call.Argument, "close");
        if (isConcurrent && close)
        {
            throw DropboxRefusal.Of("concurrent_session_close_not_allowed");
        }

        DropboxSession session = new(isConcurrent, options.TimeProvider.GetUtcNow());
        await ReceiveAsync(call, session.Content, 0).ConfigureAwait(false);
        long bytes = session.Content.Length;
        if (isConcurrent && bytes > 0)
        {
            throw DropboxRefusal.Of("concurrent_session_data_not_allowed");
        }

        string id = "pid_upload_session:" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));
        lock (account.Lock)
        {
            if (!isConcurrent)
            {
                session.Take(0, bytes, close);
            }

            _sessions[id] = session;
        }

        return new JsonObject { ["session_id"] = id };
    }

    internal async Task<JsonNode?> AppendAsync(DropboxCall call)
    {
        JsonObject cursor = call.Argument["cursor"] as JsonObject ?? [];
        long offset = DropboxJson.Number(cursor, "offset", -1);
        bool close = DropboxJson.Flag(call.Argument, "close");
        DropboxSession session = Find(cursor) ?? throw DropboxRefusal.Of("not_found");
        lock (account.Lock)
        {
            session.Expect(offset);
        }

        // Read into a file of its own: two requests for one offset must not write into each other.
        using DropboxContent piece = new(isSmall: call.ContentLength is <= SmallBytes);
        await ReceiveAsync(call, piece, 0).ConfigureAwait(false);
        if (offset + piece.Length > options.MaximumFileBytes)
        {
            throw DropboxRefusal.Of("too_large");
        }

        lock (account.Lock)
        {
            session.Expect(offset);
            session.Take(offset, piece.Length, close);
            byte[] buffer = new byte[SmallBytes];
            int read;
            for (long at = 0; (read = piece.Read(at, buffer)) > 0; at += read)
            {
                session.Content.Write(offset + at, buffer.AsSpan(0, read));
            }
        }

        return null;
    }

    internal async Task<JsonNode?> FinishAsync(DropboxCall call)
    {
        JsonObject cursor = call.Argument["cursor"] as JsonObject ?? [];
        DropboxCommit commit = DropboxCommit.Parse(call.Endpoint, call.Argument["commit"] as JsonObject ?? [], "path");
        DropboxSession session = Find(cursor) ?? throw DropboxRefusal.Of("lookup_failed", "not_found");
        long offset = DropboxJson.Number(cursor, "offset", -1);
        using DropboxContent rest = new(isSmall: call.ContentLength is <= SmallBytes);
        await ReceiveAsync(call, rest, 0).ConfigureAwait(false);
        lock (account.Lock)
        {
            if (rest.Length > 0 && session.IsConcurrent)
            {
                throw DropboxRefusal.Of("concurrent_session_data_not_allowed");
            }

            session.ExpectFinished(offset);
            if (rest.Length > 0)
            {
                byte[] buffer = new byte[SmallBytes];
                int read;
                for (long at = 0; (read = rest.Read(at, buffer)) > 0; at += read)
                {
                    session.Content.Write(offset + at, buffer.AsSpan(0, read));
                }

                session.Take(offset, rest.Length, close: false);
            }

            return Finish(call, cursor, session, commit);
        }
    }

    /// <summary>Finishes several sessions; one that fails does not touch the others.</summary>
    internal JsonNode? FinishBatch(DropboxCall call)
    {
        JsonArray results = [];
        foreach (JsonObject entry in (call.Argument["entries"] as JsonArray ?? []).OfType<JsonObject>())
        {
            try
            {
                JsonObject cursor = entry["cursor"] as JsonObject ?? [];
                DropboxCommit commit = DropboxCommit.Parse(call.Endpoint, entry["commit"] as JsonObject ?? [], "path");
                lock (account.Lock)
                {
                    DropboxSession session = Find(cursor) ?? throw DropboxRefusal.Of("lookup_failed", "not_found");
                    session.ExpectFinished(DropboxJson.Number(cursor, "offset", -1));
                    JsonObject file = Finish(call, cursor, session, commit);
                    file[".tag"] = "success";
                    results.Add((JsonNode)file);
                }
            }
            catch (DropboxRefusal refusal) when (refusal.Error is { } error)
            {
                results.Add((JsonNode)new JsonObject { [".tag"] = "failure", ["failure"] = error });
            }
        }

        return new JsonObject { ["entries"] = results };
    }

    private JsonObject Finish(DropboxCall call, JsonObject cursor, DropboxSession session, DropboxCommit commit)
    {
        try
        {
            DropboxEntry file = commit.Apply(
                call.Tree, session.Content, session.Content.Hash(), account.RoomBytes, options.TimeProvider.GetUtcNow());
            _sessions.Remove(DropboxJson.Text(cursor, "session_id")!);
            return file.ToJson(withTag: false);
        }
        catch (DropboxWriteException exception)
        {
            throw DropboxRefusal.Of(["path", .. exception.Tags]);
        }
    }

    private DropboxSession? Find(JsonObject cursor)
    {
        lock (account.Lock)
        {
            DropboxSession? session = _sessions.GetValueOrDefault(DropboxJson.Text(cursor, "session_id") ?? "");
            return session is not null && options.TimeProvider.GetUtcNow() - session.Started < options.SessionLifetime ? session : null;
        }
    }

    private async Task<string> ReceiveAsync(DropboxCall call, DropboxContent content, long offset)
    {
        (long bytes, string hash) = await content.ReceiveAsync(call.Body, offset, options.MaximumRequestBytes, call.Cancelled).ConfigureAwait(false);
        if (bytes < 0)
        {
            throw DropboxRefusal.Of("payload_too_large");
        }

        return DropboxJson.Text(call.Argument, "content_hash") is { } expected && expected != hash
            ? throw DropboxRefusal.Of("content_hash_mismatch")
            : hash;
    }
}
