using BackupSh.Testing.Wire;

namespace BackupSh.Storage.GoogleDrive.Tests.Storage;

/// <summary>The kinds of requests that the storage makes.</summary>
public static class DriveRequest
{
    public static IReadOnlyDictionary<string, Func<WireRequest, bool>> Kinds { get; } = new Dictionary<string, Func<WireRequest, bool>>
    {
        ["token"] = request => request.Path == "/token",
        ["folder"] = request => request is { Method: "GET", Query: var query } && IsFile(request) && !IsMedia(query),
        ["list"] = request => request is { Method: "GET", Path: "/drive/v3/files" },
        ["ids"] = request => request.Path == "/drive/v3/files/generateIds",
        ["start"] = request => request.Method == "POST" && request.Path == "/upload/drive/v3/files",
        ["part"] = request => IsUpload(request) && !IsLast(request) && !IsQuestion(request),
        ["last"] = request => IsUpload(request) && IsLast(request),
        ["question"] = request => IsUpload(request) && IsQuestion(request),
        ["abandon"] = request => request.Method == "DELETE" && request.Path.StartsWith("/upload/", StringComparison.Ordinal),
        ["download"] = request => request.Method == "GET" && IsMedia(request.Query),
        ["trash"] = request => request.Method == "PATCH",
        ["delete"] = request => request.Method == "DELETE" && IsFile(request),
        ["about"] = request => request.Path == "/drive/v3/about",
    };

    public static Func<WireRequest, bool> Of(string kind) => Kinds[kind];

    internal static int CountOf(this DriveWorkshop workshop, string kind) => workshop.Server.Wire.Requests.Count(Kinds[kind]);

    private static bool IsFile(WireRequest request) =>
        request.Path.StartsWith("/drive/v3/files/", StringComparison.Ordinal) && !request.Path.EndsWith("/generateIds", StringComparison.Ordinal);

    private static bool IsMedia(string query) => query.Contains("alt=media", StringComparison.Ordinal);

    private static bool IsUpload(WireRequest request) => request.Method == "PUT" && request.Headers.ContainsKey("Content-Range");

    private static bool IsQuestion(WireRequest request) => request.Headers["Content-Range"].StartsWith("bytes */", StringComparison.Ordinal) && !IsEmptyFile(request);

    // The only bytes of an empty file are none: `bytes */0` sends and asks in one.
    private static bool IsEmptyFile(WireRequest request) => request.Headers["Content-Range"] == "bytes */0";

    private static bool IsLast(WireRequest request)
    {
        string range = request.Headers["Content-Range"];
        return IsEmptyFile(request) || (!range.EndsWith('*') && !range.StartsWith("bytes */", StringComparison.Ordinal));
    }
}
