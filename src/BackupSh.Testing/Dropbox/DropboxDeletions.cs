using System.Globalization;
using System.Text.Json.Nodes;

namespace BackupSh.Testing.Dropbox;

/// <summary>The endpoints that delete: at once, or many in the background.</summary>
internal sealed class DropboxDeletions(DropboxAccount account, DropboxServerOptions options)
{
    // Source: the API's specification, delete_batch: at most 1000 entries.
    private const int MaximumEntries = 1000;

    private readonly Dictionary<string, (JsonArray Results, int PollsLeft)> _jobs = [];
    private long _lastJob;

    internal JsonObject Delete(DropboxCall call)
    {
        lock (account.Lock)
        {
            return new JsonObject { ["metadata"] = Delete(call, call.Argument).ToJson() };
        }
    }

    internal JsonObject DeleteBatch(DropboxCall call)
    {
        JsonObject[] entries = [.. (call.Argument["entries"] as JsonArray ?? []).OfType<JsonObject>()];
        if (entries.Length > MaximumEntries)
        {
            throw DropboxRefusal.BadRequest(call.Endpoint, $"request body: entries: list longer than {MaximumEntries}");
        }

        lock (account.Lock)
        {
            JsonArray results = [];
            foreach (JsonObject entry in entries)
            {
                results.Add((JsonNode)TryDelete(call, entry));
            }

            if (options.PollsUntilDeleted == 0)
            {
                return new JsonObject { [".tag"] = "complete", ["entries"] = results };
            }

            string job = "dbjid:" + (++_lastJob).ToString("D20", CultureInfo.InvariantCulture);
            _jobs[job] = (results, options.PollsUntilDeleted);
            return new JsonObject { [".tag"] = "async_job_id", ["async_job_id"] = job };
        }
    }

    internal JsonObject Check(DropboxCall call)
    {
        lock (account.Lock)
        {
            string job = DropboxJson.Text(call.Argument, "async_job_id") ?? "";
            if (!_jobs.TryGetValue(job, out (JsonArray Results, int PollsLeft) state))
            {
                throw DropboxRefusal.Of("invalid_async_job_id");
            }

            if (state.PollsLeft > 0)
            {
                _jobs[job] = (state.Results, state.PollsLeft - 1);
                return DropboxJson.Union("in_progress");
            }

            return new JsonObject { [".tag"] = "complete", ["entries"] = state.Results.DeepClone() };
        }
    }

    private static JsonObject TryDelete(DropboxCall call, JsonObject entry)
    {
        try
        {
            return new JsonObject { [".tag"] = "success", ["metadata"] = Delete(call, entry).ToJson() };
        }
        catch (DropboxRefusal refusal) when (refusal.Error is { } error)
        {
            return new JsonObject { [".tag"] = "failure", ["failure"] = error };
        }
    }

    private static DropboxEntry Delete(DropboxCall call, JsonObject argument)
    {
        string path = DropboxPath.Parse(call.Endpoint, new JsonPath("path", DropboxJson.Text(argument, "path"), "path_lookup"), mayBeRoot: false);
        DropboxEntry found = call.Tree.Find(path) ?? throw DropboxRefusal.Of("path_lookup", "not_found");
        if (DropboxJson.Text(argument, "parent_rev") is { } rev && rev != found.Rev)
        {
            throw DropboxRefusal.Of("path_write", "conflict", found.IsFile ? "file" : "folder");
        }

        call.Tree.Remove(found);
        return found;
    }
}
