using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace BackupSh.Testing.Dropbox;

/// <summary>The shapes of the API's JSON.</summary>
internal static class DropboxJson
{
    /// <summary>Makes a union of the tags that lead to its innermost case: <c>{".tag":"path","path":{".tag":"not_found"}}</c>.</summary>
    internal static JsonObject Union(params string[] tags)
    {
        JsonObject inner = new() { [".tag"] = tags[^1] };
        foreach (string tag in tags.Reverse().Skip(1))
        {
            inner = new JsonObject { [".tag"] = tag, [tag] = inner };
        }

        return inner;
    }

    /// <summary>Returns the body of an answer that is an error, with its summary as the service writes it.</summary>
    internal static JsonObject Envelope(JsonObject error)
    {
        List<string> tags = [];
        for (JsonNode? node = error; node is JsonObject found && found[".tag"]?.GetValue<string>() is { } tag; node = found[tag] ?? found["reason"])
        {
            tags.Add(tag);
        }

        return new JsonObject { ["error_summary"] = string.Join('/', tags) + "/..", ["error"] = error.DeepClone() };
    }

    /// <summary>Returns the case of a union that is a bare string or an object with a tag.</summary>
    internal static string? Tag(JsonNode? union) => union switch
    {
        JsonObject found => found[".tag"]?.GetValue<string>(),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        _ => null,
    };

    internal static string? Text(JsonObject argument, string name) =>
        argument[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    internal static bool Flag(JsonObject argument, string name) => argument[name]?.GetValueKind() == JsonValueKind.True;

    internal static long Number(JsonObject argument, string name, long otherwise) =>
        argument[name] is JsonValue value && value.GetValueKind() == JsonValueKind.Number ? value.GetValue<long>() : otherwise;

    // Source: the API's specification, common.stone, DropboxTimestamp.
    internal static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
