using System.Net;
using System.Text.Json;

namespace BackupSh.Storage.Dropbox;

/// <summary>An answer that is an error. Holds what was said, and nothing of what was sent.</summary>
internal sealed class DropboxFailure : Exception
{
    // Enough for every message of the service; an error page of a proxy may be long.
    private const int LongestDetail = 300;

    internal DropboxFailure(HttpStatusCode status, string tags, string detail)
        : base($"{(int)status} {tags} {detail}".TrimEnd())
    {
        Status = status;
        Tags = tags;
    }

    internal HttpStatusCode Status { get; }

    /// <summary>Gets the union's cases from the outermost to the innermost: <c>path/conflict/file</c>. Empty for plain text.</summary>
    internal string Tags { get; }

    /// <summary>Gets where a session goes on, if the answer says it.</summary>
    internal long? CorrectOffset { get; private init; }

    /// <summary>Gets how long the service asks to wait.</summary>
    internal TimeSpan? RetryAfter { get; init; }

    /// <summary>Makes a failure of an answer's status and body.</summary>
    internal static DropboxFailure Parse(HttpStatusCode status, string body, TimeSpan? retryAfter)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("error", out JsonElement error))
            {
                return error.ValueKind == JsonValueKind.String
                    ? new DropboxFailure(status, error.GetString()!, "") { RetryAfter = retryAfter }
                    : Parse(status, error, retryAfter);
            }
        }
        catch (JsonException)
        {
            // Plain text, as every 400 of the API is, or the page of somebody in between.
        }

        return new DropboxFailure(status, "", Shorten(body)) { RetryAfter = retryAfter };
    }

    /// <summary>Makes a failure of an error union.</summary>
    internal static DropboxFailure Parse(HttpStatusCode status, JsonElement error, TimeSpan? retryAfter)
    {
        List<string> tags = [];
        long? offset = null;
        long? wait = null;
        string detail = "";
        for (JsonElement? node = error; node is { ValueKind: JsonValueKind.Object } found; node = Next(found))
        {
            if (Text(found, ".tag") is { } tag)
            {
                tags.Add(tag);
            }

            offset ??= Number(found, "correct_offset");
            wait ??= Number(found, "retry_after");
            detail = Text(found, "required_scope") ?? detail;
        }

        return new DropboxFailure(status, string.Join('/', tags), detail)
        {
            CorrectOffset = offset,
            RetryAfter = retryAfter ?? (wait is { } seconds ? TimeSpan.FromSeconds(Math.Clamp(seconds, 0, int.MaxValue)) : null),
        };
    }

    private static JsonElement? Next(JsonElement node) =>
        (Text(node, ".tag") is { } tag && node.TryGetProperty(tag, out JsonElement inner)) || node.TryGetProperty("reason", out inner)
            ? inner
            : null;

    private static string? Text(JsonElement node, string name) =>
        node.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static long? Number(JsonElement node, string name) =>
        node.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long number) ? number : null;

    private static string Shorten(string text)
    {
        string line = text.ReplaceLineEndings(" ").Trim();
        return line.Length <= LongestDetail ? line : line[..LongestDetail] + "…";
    }
}
