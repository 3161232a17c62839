using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace BackupSh.Testing.Dropbox;

/// <summary>The endpoints about files and folders that are there.</summary>
internal sealed class DropboxFiles(DropboxAccount account, DropboxServerOptions options)
{
    // Source: the API's specification, get_temporary_link: "expires in four hours".
    private static readonly TimeSpan LinkLifetime = TimeSpan.FromHours(4);

    // The header must be ASCII: the default encoder escapes everything else.
    private static readonly JsonSerializerOptions InHeader = new() { Encoder = JavaScriptEncoder.Default };

    private readonly Dictionary<string, (DropboxEntry File, DateTimeOffset Until)> _links = [];

    internal JsonObject GetMetadata(DropboxCall call)
    {
        string path = DropboxPath.Parse(call.Endpoint, new JsonPath("path", DropboxJson.Text(call.Argument, "path"), "path"), mayBeRoot: true);
        if (path.Length == 0)
        {
            throw DropboxRefusal.BadRequest(call.Endpoint, "request body: path: The root folder is unsupported.");
        }

        lock (account.Lock)
        {
            return (call.Tree.Find(path) ?? throw DropboxRefusal.Of("path", "not_found")).ToJson();
        }
    }

    internal JsonObject CreateFolder(DropboxCall call)
    {
        string path = DropboxPath.Parse(call.Endpoint, new JsonPath("path", DropboxJson.Text(call.Argument, "path"), "path"), mayBeRoot: false);
        lock (account.Lock)
        {
            if (call.Tree.Find(path) is { } existing)
            {
                throw DropboxRefusal.Of("path", "conflict", existing.IsFile ? "file" : "folder");
            }

            if (DropboxPath.IsRestricted(path))
            {
                throw DropboxRefusal.Of("path", "disallowed_name");
            }

            return new JsonObject { ["metadata"] = call.Tree.Put(new DropboxEntry(path, call.Tree.NewId())).ToJson(withTag: false) };
        }
    }

    internal JsonObject Move(DropboxCall call)
    {
        string from = DropboxPath.Parse(call.Endpoint, new JsonPath("from_path", DropboxJson.Text(call.Argument, "from_path"), "from_lookup"), mayBeRoot: false);
        string to = DropboxPath.Parse(call.Endpoint, new JsonPath("to_path", DropboxJson.Text(call.Argument, "to_path"), "to"), mayBeRoot: false);
        lock (account.Lock)
        {
            DropboxEntry moved = call.Tree.Find(from) ?? throw DropboxRefusal.Of("from_lookup", "not_found");
            if (call.Tree.Find(to) is { } existing && existing != moved)
            {
                throw DropboxRefusal.Of("to", "conflict", existing.IsFile ? "file" : "folder");
            }

            List<DropboxEntry> below = [.. call.Tree.Below(moved.PathLower, recursive: true)];
            call.Tree.Remove(moved);
            DropboxEntry placed = call.Tree.Put(moved with { PathDisplay = to });
            foreach (DropboxEntry child in below)
            {
                call.Tree.Put(child with { PathDisplay = to + child.PathDisplay[moved.PathDisplay.Length..] });
            }

            return new JsonObject { ["metadata"] = placed.ToJson() };
        }
    }

    internal JsonObject GetTemporaryLink(DropboxCall call, string address)
    {
        DropboxEntry file = FindFile(call);
        lock (account.Lock)
        {
            string id = Guid.NewGuid().ToString("N");
            _links[id] = (file, options.TimeProvider.GetUtcNow() + LinkLifetime);
            return new JsonObject { ["metadata"] = file.ToJson(withTag: false), ["link"] = $"{address}/cd/0/get/{id}/file" };
        }
    }

    /// <summary>Sends what a temporary link leads to.</summary>
    internal async Task FollowLinkAsync(HttpContext context, string id)
    {
        DropboxEntry? file = null;
        lock (account.Lock)
        {
            if (_links.TryGetValue(id, out (DropboxEntry File, DateTimeOffset Until) link) && link.Until > options.TimeProvider.GetUtcNow())
            {
                file = link.File;
            }
        }

        if (file is null)
        {
            context.Response.StatusCode = StatusCodes.Status410Gone;
            return;
        }

        await SendAsync(context, file, context.Request.Headers.Range).ConfigureAwait(false);
    }

    internal async Task DownloadAsync(HttpContext context, DropboxCall call)
    {
        DropboxEntry file = FindFile(call);
        context.Response.Headers["Dropbox-API-Result"] = file.ToJson(withTag: false).ToJsonString(InHeader);
        await SendAsync(context, file, call.Range).ConfigureAwait(false);
    }

    private static async Task SendAsync(HttpContext context, DropboxEntry file, string? rangeHeader)
    {
        (long offset, long count) = (0, file.SizeBytes);
        context.Response.ContentType = "application/octet-stream";
        if (RangeHeaderValue.TryParse(rangeHeader, out RangeHeaderValue? ranges) && ranges.Ranges.SingleOrDefault() is { } range)
        {
            offset = range.From ?? Math.Max(0, file.SizeBytes - range.To!.Value);
            long end = range.From is null ? file.SizeBytes : Math.Min(file.SizeBytes, (range.To ?? long.MaxValue - 1) + 1);
            if (offset >= file.SizeBytes)
            {
                context.Response.StatusCode = StatusCodes.Status416RangeNotSatisfiable;
                context.Response.Headers.ContentRange = $"bytes */{file.SizeBytes}";
                return;
            }

            count = end - offset;
            context.Response.StatusCode = StatusCodes.Status206PartialContent;
            context.Response.Headers.ContentRange = $"bytes {offset}-{end - 1}/{file.SizeBytes}";
        }

        context.Response.ContentLength = count;
        await file.Content!.CopyToAsync(context.Response.Body, offset, count, context.RequestAborted).ConfigureAwait(false);
    }

    private DropboxEntry FindFile(DropboxCall call)
    {
        string path = DropboxPath.Parse(call.Endpoint, new JsonPath("path", DropboxJson.Text(call.Argument, "path"), "path"), mayBeRoot: false);
        lock (account.Lock)
        {
            DropboxEntry file = call.Tree.Find(path) ?? throw DropboxRefusal.Of("path", "not_found");
            return file.IsFile ? file : throw DropboxRefusal.Of("path", "not_file");
        }
    }
}
