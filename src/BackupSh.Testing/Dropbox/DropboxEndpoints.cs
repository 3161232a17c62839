using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace BackupSh.Testing.Dropbox;

/// <summary>The endpoints: what each one takes, needs and does.</summary>
internal sealed class DropboxEndpoints(DropboxAccount account, DropboxServerOptions options)
{
    // Source: the API's specification: each route's style ("rpc", "upload", "download") and scope.
    private static readonly Dictionary<string, (DropboxStyle Style, string Scope)> Routes = new()
    {
        ["files/upload"] = (DropboxStyle.Upload, "files.content.write"),
        ["files/upload_session/start"] = (DropboxStyle.Upload, "files.content.write"),
        ["files/upload_session/append_v2"] = (DropboxStyle.Upload, "files.content.write"),
        ["files/upload_session/finish"] = (DropboxStyle.Upload, "files.content.write"),
        ["files/upload_session/finish_batch_v2"] = (DropboxStyle.Rpc, "files.content.write"),
        ["files/download"] = (DropboxStyle.Download, "files.content.read"),
        ["files/get_temporary_link"] = (DropboxStyle.Rpc, "files.content.read"),
        ["files/get_metadata"] = (DropboxStyle.Rpc, "files.metadata.read"),
        ["files/list_folder"] = (DropboxStyle.Rpc, "files.metadata.read"),
        ["files/list_folder/continue"] = (DropboxStyle.Rpc, "files.metadata.read"),
        ["files/create_folder_v2"] = (DropboxStyle.Rpc, "files.content.write"),
        ["files/move_v2"] = (DropboxStyle.Rpc, "files.content.write"),
        ["files/delete_v2"] = (DropboxStyle.Rpc, "files.content.write"),
        ["files/delete_batch"] = (DropboxStyle.Rpc, "files.content.write"),
        ["files/delete_batch/check"] = (DropboxStyle.Rpc, "files.content.write"),
        ["users/get_space_usage"] = (DropboxStyle.Rpc, "account_info.read"),
        ["users/get_current_account"] = (DropboxStyle.Rpc, "account_info.read"),
    };

    private readonly DropboxDeletions _deletions = new(account, options);

    internal DropboxFiles Files { get; } = new(account, options);

    internal DropboxListing Listing { get; } = new(account, options);

    internal DropboxUploads Uploads { get; } = new(account, options);

    internal static (DropboxStyle Style, string Scope)? Find(string endpoint) =>
        Routes.TryGetValue(endpoint, out (DropboxStyle, string) route) ? route : null;

    internal async Task<JsonNode?> RunAsync(HttpContext context, DropboxCall call) => call.Endpoint switch
    {
        "files/upload" => await Uploads.UploadAsync(call).ConfigureAwait(false),
        "files/upload_session/start" => await Uploads.StartAsync(call).ConfigureAwait(false),
        "files/upload_session/append_v2" => await Uploads.AppendAsync(call).ConfigureAwait(false),
        "files/upload_session/finish" => await Uploads.FinishAsync(call).ConfigureAwait(false),
        "files/upload_session/finish_batch_v2" => Uploads.FinishBatch(call),
        "files/get_temporary_link" => Files.GetTemporaryLink(call, $"{context.Request.Scheme}://{context.Request.Host}"),
        "files/get_metadata" => Files.GetMetadata(call),
        "files/list_folder" => Listing.List(call),
        "files/list_folder/continue" => Listing.Continue(call),
        "files/create_folder_v2" => Files.CreateFolder(call),
        "files/move_v2" => Files.Move(call),
        "files/delete_v2" => _deletions.Delete(call),
        "files/delete_batch" => _deletions.DeleteBatch(call),
        "files/delete_batch/check" => _deletions.Check(call),
        "users/get_space_usage" => GetSpaceUsage(),
        "users/get_current_account" => GetCurrentAccount(),
        _ => throw new ArgumentOutOfRangeException(nameof(call), call.Endpoint, "There is no such endpoint."),
    };

    private JsonObject GetSpaceUsage()
    {
        lock (account.Lock)
        {
            return new JsonObject
            {
                ["used"] = account.UsedBytes,
                ["allocation"] = new JsonObject { [".tag"] = "individual", ["allocated"] = account.AllocatedBytes },
            };
        }
    }

    private JsonObject GetCurrentAccount() => new()
    {
        ["account_id"] = "dbid:test-account",
        ["name"] = new JsonObject
        {
            ["given_name"] = "Test",
            ["surname"] = "Account",
            ["familiar_name"] = "Test",
            ["display_name"] = "Test Account",
            ["abbreviated_name"] = "TA",
        },
        ["email"] = "test@example.com",
        ["email_verified"] = true,
        ["disabled"] = false,
        ["locale"] = "en",
        ["referral_link"] = "https://example.com/",
        ["is_paired"] = false,
        ["account_type"] = new JsonObject { [".tag"] = "basic" },
        ["root_info"] = new JsonObject
        {
            [".tag"] = options.RootNamespaceId == options.HomeNamespaceId ? "user" : "team",
            ["root_namespace_id"] = options.RootNamespaceId,
            ["home_namespace_id"] = options.HomeNamespaceId,
        },
    };
}
