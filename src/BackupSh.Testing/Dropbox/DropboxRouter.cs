using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace BackupSh.Testing.Dropbox;

/// <summary>Takes requests apart, and puts answers and refusals into the service's shapes.</summary>
internal sealed class DropboxRouter(DropboxAccount account, DropboxTokens tokens, DropboxEndpoints endpoints, DropboxServerOptions options)
{
    private const string LinkPath = "/cd/0/get/";

    internal async Task AnswerAsync(HttpContext context)
    {
        string path = context.Request.Path.Value ?? "";
        try
        {
            if (path is "/oauth2/token" or "/1/oauth2/token")
            {
                await tokens.AnswerAsync(context).ConfigureAwait(false);
            }
            else if (path == "/oauth2/authorize")
            {
                await tokens.AuthorizeAsync(context).ConfigureAwait(false);
            }
            else if (path.StartsWith(LinkPath, StringComparison.Ordinal))
            {
                await endpoints.Files.FollowLinkAsync(context, path[LinkPath.Length..].Split('/')[0]).ConfigureAwait(false);
            }
            else
            {
                await CallAsync(context, path).ConfigureAwait(false);
            }
        }
        catch (DropboxRefusal refusal)
        {
            await RefuseAsync(context, refusal).ConfigureAwait(false);
        }
    }

    private static async Task RefuseAsync(HttpContext context, DropboxRefusal refusal)
    {
        // The client is still sending: it must be let finish, or it sees a broken connection instead of the answer.
        await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted).ConfigureAwait(false);
        context.Response.StatusCode = refusal.StatusCode;
        if (refusal.Error is { } error)
        {
            await context.Response.WriteAsJsonAsync(DropboxJson.Envelope(error)).ConfigureAwait(false);
        }
        else
        {
            context.Response.ContentType = "text/plain; charset=utf-8";
            await context.Response.WriteAsync(refusal.Text ?? "").ConfigureAwait(false);
        }
    }

    private static async Task<JsonObject> ReadArgumentAsync(HttpRequest request, string endpoint, DropboxStyle style)
    {
        string mediaType = (request.ContentType ?? "").Split(';')[0].Trim();
        if (style == DropboxStyle.Upload && mediaType != "application/octet-stream")
        {
            throw DropboxRefusal.BadRequest(
                endpoint, $"Bad HTTP \"Content-Type\" header: \"{request.ContentType}\".  Expecting one of \"application/octet-stream\".");
        }

        try
        {
            JsonNode? argument = style == DropboxStyle.Rpc
                ? await ParseBodyAsync(request).ConfigureAwait(false)
                : JsonNode.Parse(request.Headers.TryGetValue("Dropbox-API-Arg", out var header) ? header.ToString() : request.Query["arg"].ToString());
            if (argument is not null && style == DropboxStyle.Rpc && mediaType is not ("application/json" or "text/plain"))
            {
                throw DropboxRefusal.BadRequest(
                    endpoint, $"Bad HTTP \"Content-Type\" header: \"{request.ContentType}\".  Expecting one of \"application/json\".");
            }

            return argument as JsonObject ?? [];
        }
        catch (JsonException exception)
        {
            string place = style == DropboxStyle.Rpc ? "request body" : "HTTP header \"Dropbox-API-Arg\"";
            throw DropboxRefusal.BadRequest(endpoint, $"{place}: could not decode input as JSON ({exception.Message})");
        }
    }

    private static async Task<JsonNode?> ParseBodyAsync(HttpRequest request)
    {
        using StreamReader reader = new(request.Body);
        string text = await reader.ReadToEndAsync().ConfigureAwait(false);
        return text.Length == 0 ? null : JsonNode.Parse(text);
    }

    private async Task CallAsync(HttpContext context, string path)
    {
        string endpoint = path.StartsWith("/2/", StringComparison.Ordinal) ? path[3..] : "";
        if (DropboxEndpoints.Find(endpoint) is not { } route || context.Request.Method != HttpMethods.Post || IsWrongHost(context.Request, route.Style))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        tokens.Require(endpoint, context.Request.Headers.Authorization);
        if (!options.Scopes.Contains(route.Scope))
        {
            throw DropboxRefusal.Unauthorized(new JsonObject { [".tag"] = "missing_scope", ["required_scope"] = route.Scope });
        }

        DropboxCall call = new(
            endpoint,
            await ReadArgumentAsync(context.Request, endpoint, route.Style).ConfigureAwait(false),
            FindTree(endpoint, context.Request.Headers["Dropbox-API-Path-Root"]),
            context.Request.Body,
            context.Request.ContentLength,
            context.Request.Headers.Range,
            context.RequestAborted);
        if (route.Style == DropboxStyle.Download)
        {
            await endpoints.Files.DownloadAsync(context, call).ConfigureAwait(false);
            return;
        }

        JsonNode? result = await endpoints.RunAsync(context, call).ConfigureAwait(false);
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(result?.ToJsonString() ?? "null").ConfigureAwait(false);
    }

    // Only clients with the service's own addresses can go wrong here: a test's address has one host for all.
    private static bool IsWrongHost(HttpRequest request, DropboxStyle style) =>
        request.Host.Host.EndsWith(".dropboxapi.com", StringComparison.OrdinalIgnoreCase)
        && request.Host.Host.StartsWith("content.", StringComparison.OrdinalIgnoreCase) != (style != DropboxStyle.Rpc);

    // Source: the API's specification, common.stone, PathRoot and PathRootError.
    private DropboxTree FindTree(string endpoint, string? header)
    {
        if (string.IsNullOrEmpty(header))
        {
            return account.Home;
        }

        JsonObject root = JsonNode.Parse(header) as JsonObject ?? [];
        switch (DropboxJson.Tag(root))
        {
            case "home":
                return account.Home;
            case "root" when DropboxJson.Text(root, "root") == options.RootNamespaceId:
                return account.Find(options.RootNamespaceId)!;
            case "root":
                throw DropboxRefusal.BadRoot(new JsonObject
                {
                    [".tag"] = "invalid_root",
                    ["invalid_root"] = new JsonObject
                    {
                        [".tag"] = "team",
                        ["root_namespace_id"] = options.RootNamespaceId,
                        ["home_namespace_id"] = options.HomeNamespaceId,
                    },
                });
            case "namespace_id":
                return account.Find(DropboxJson.Text(root, "namespace_id") ?? "") ?? throw DropboxRefusal.BadRoot(DropboxJson.Union("no_permission"));
            default:
                throw DropboxRefusal.BadRequest(endpoint, "HTTP header \"Dropbox-API-Path-Root\": unknown tag");
        }
    }
}
