using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace BackupSh.Testing.GoogleDrive;

/// <summary>A request with the words of Drive: parameters, body, answer.</summary>
/// <param name="context">The request.</param>
/// <param name="access">Who asks.</param>
internal sealed class DriveCall(HttpContext context, DriveAccess access)
{
    internal HttpContext Context => context;

    internal HttpRequest Request => context.Request;

    internal HttpResponse Response => context.Response;

    internal DriveAccess Access => access;

    internal CancellationToken Aborted => context.RequestAborted;

    internal bool SupportsAllDrives => Flag("supportsAllDrives") || Flag("supportsTeamDrives");

    internal string? Parameter(string name) => context.Request.Query.TryGetValue(name, out Microsoft.Extensions.Primitives.StringValues value) ? value.ToString() : null;

    internal bool Flag(string name) => string.Equals(Parameter(name), "true", StringComparison.OrdinalIgnoreCase);

    internal int Number(string name, int fallback, int most)
    {
        if (Parameter(name) is not { Length: > 0 } text)
        {
            return fallback;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= 1 && number <= most
            ? number
            : throw DriveFault.Invalid(name, $"Invalid value '{text}'. Values must be within the range: [1, {most}]");
    }

    /// <summary>Opens the body; a compressed one is unpacked, because stock clients send such.</summary>
    internal Stream OpenBody() => Request.Headers.ContentEncoding.ToString() switch
    {
        "gzip" => new GZipStream(Request.Body, CompressionMode.Decompress),
        _ => Request.Body,
    };

    internal async Task<JsonObject> ReadJsonAsync()
    {
        if (Request.ContentLength == 0)
        {
            return [];
        }

        return await ParseAsync(OpenBody(), Aborted).ConfigureAwait(false);
    }

    internal static async Task<JsonObject> ParseAsync(Stream body, CancellationToken cancellationToken)
    {
        using MemoryStream text = new();
        await body.CopyToAsync(text, cancellationToken).ConfigureAwait(false);
        if (text.Length == 0)
        {
            return [];
        }

        try
        {
            return JsonNode.Parse(text.GetBuffer().AsSpan(0, (int)text.Length)) as JsonObject ?? throw new JsonException();
        }
        catch (JsonException)
        {
            throw new DriveFault(400, "parseError", "Parse Error");
        }
    }

    /// <summary>Answers a resource with the fields that were asked for.</summary>
    internal Task AnswerAsync(JsonObject resource, string defaultFields)
    {
        // Present but empty means none: rclone asks so when it does not look at the answer.
        string fields = Parameter("fields") ?? defaultFields;
        JsonObject answer = fields.Length == 0 ? [] : DriveFieldMask.Parse(fields).Apply(resource, DriveResource.IsKnown);
        return WriteAsync(StatusCodes.Status200OK, answer);
    }

    internal async Task WriteAsync(int statusCode, JsonObject body)
    {
        byte[] bytes = JsonSerializer.SerializeToUtf8Bytes(body);
        Response.StatusCode = statusCode;
        Response.ContentType = "application/json; charset=UTF-8";
        Response.ContentLength = bytes.Length;
        await Response.Body.WriteAsync(bytes, Aborted).ConfigureAwait(false);
    }
}
