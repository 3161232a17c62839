using Microsoft.AspNetCore.Http;

namespace BackupSh.Testing.GoogleDrive;

/// <summary>Which call a path is.</summary>
internal sealed class DriveRoutes
{
    private const string Api = "/drive/v3/";
    private const string Upload = "/upload/drive/v3/files";
    private readonly DriveTokens _tokens;
    private readonly DriveFileCalls _calls;
    private readonly DriveUploadCalls _uploads;
    private readonly DriveDownload _download;
    private readonly DriveAccountCalls _account;

    internal DriveRoutes(DriveFiles files, DriveTokens tokens, GoogleDriveServerSettings options)
    {
        DriveRights rights = new(files, options);
        _tokens = tokens;
        _calls = new DriveFileCalls(files, rights, options);
        Sessions = new DriveSessions(files, options);
        Listing = new DriveListing(files, rights, options);
        _uploads = new DriveUploadCalls(files, _calls, rights, Sessions);
        _download = new DriveDownload(files, rights);
        _account = new DriveAccountCalls(files, options);
    }

    internal DriveSessions Sessions { get; }

    internal DriveListing Listing { get; }

    internal async Task AnswerAsync(HttpContext context)
    {
        switch (context.Request.Path.Value)
        {
            case "/token" or "/o/oauth2/token" or "/oauth2/v4/token":
                await _tokens.AnswerAsync(context).ConfigureAwait(false);
                return;
            case "/o/oauth2/v2/auth" or "/o/oauth2/auth":
                _tokens.Consent(context);
                return;
        }

        DriveCall? call = null;
        try
        {
            DriveAccess? access = _tokens.Find(context.Request.Headers.Authorization.ToString());
            call = new DriveCall(context, access!);
            _ = access ?? throw DriveFault.Unauthorized();
            await RouteAsync(call).ConfigureAwait(false);
        }
        catch (DriveFault fault)
        {
            await call!.WriteAsync(fault.StatusCode, fault.ToJson()).ConfigureAwait(false);
        }
    }

    private Task RouteAsync(DriveCall call)
    {
        string path = call.Request.Path.Value ?? "";
        if (path.StartsWith(Upload, StringComparison.Ordinal))
        {
            return UploadAsync(call, path[Upload.Length..].Trim('/'));
        }

        string[] segments = path.StartsWith(Api, StringComparison.Ordinal) ? path[Api.Length..].TrimEnd(' ').Split('/') : [];
        return (call.Request.Method, segments) switch
        {
            ("GET", ["about"]) => _account.AboutAsync(call),
            ("GET", ["drives"]) => _account.DrivesAsync(call),
            ("GET", ["drives", var id]) => _account.DriveAsync(call, id),
            ("GET", ["changes"]) => _account.ChangesAsync(call),
            ("GET", ["changes", "startPageToken"]) => _account.StartPageTokenAsync(call),
            ("GET", ["files"]) => Listing.AnswerAsync(call),
            ("POST", ["files"]) => _calls.CreateAsync(call),
            ("GET", ["files", "generateIds"]) => _calls.GenerateIdsAsync(call),
            ("DELETE", ["files", "trash"]) => _calls.EmptyTrashAsync(call),
            ("GET", ["files", var id]) when call.Parameter("alt") == "media" => _download.AnswerAsync(call, id),
            ("GET", ["files", var id]) => _calls.GetAsync(call, id),
            ("PATCH", ["files", var id]) => _calls.UpdateAsync(call, id),
            ("DELETE", ["files", var id]) => _calls.DeleteAsync(call, id),
            ("POST", ["files", var id, "copy"]) => _calls.CopyAsync(call, id),
            _ => throw new DriveFault(404, "notFound", "Not Found"),
        };
    }

    private Task UploadAsync(DriveCall call, string id) => call.Parameter("upload_id") is { Length: > 0 } session
        ? Sessions.AnswerAsync(call, session)
        : (call.Request.Method, id) switch
        {
            ("POST", "") => _uploads.AnswerAsync(call, null),
            ("PATCH", { Length: > 0 }) => _uploads.AnswerAsync(call, id),
            _ => throw new DriveFault(404, "notFound", "Not Found"),
        };
}
