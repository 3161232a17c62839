using System.Text.Json.Nodes;

namespace BackupSh.Testing.Dropbox;

/// <summary>An answer that is an error: of an endpoint's own union (409), of the token, of the path root, or plain text (400).</summary>
internal sealed class DropboxRefusal : Exception
{
    private DropboxRefusal(int statusCode, string? text, JsonObject? error)
        : base(text ?? error?.ToJsonString())
    {
        StatusCode = statusCode;
        Text = text;
        Error = error;
    }

    internal int StatusCode { get; }

    /// <summary>Gets the body of a 400, which is not JSON.</summary>
    internal string? Text { get; }

    internal JsonObject? Error { get; }

    /// <summary>Makes an error of the tags that lead to it, for example <c>path</c>, <c>conflict</c>, <c>file</c>.</summary>
    internal static DropboxRefusal Of(params string[] tags) => new(409, null, DropboxJson.Union(tags));

    internal static DropboxRefusal Of(JsonObject error) => new(409, null, error);

    internal static DropboxRefusal Unauthorized(JsonObject error) => new(401, null, error);

    internal static DropboxRefusal BadRoot(JsonObject error) => new(422, null, error);

    internal static DropboxRefusal BadRequest(string endpoint, string why) =>
        new(400, $"Error in call to API function \"{endpoint}\": {why}", null);
}
