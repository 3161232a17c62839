using System.Text.Json.Nodes;

namespace BackupSh.Testing.GoogleDrive;

/// <summary>An answer that is no success, as Drive words it.</summary>
/// <param name="statusCode">The status.</param>
/// <param name="reason">The word that says why: it decides what a client does, not the status.</param>
/// <param name="message">The sentence.</param>
internal sealed class DriveFault(int statusCode, string reason, string message) : Exception(message)
{
    internal int StatusCode => statusCode;

    internal string? Location { get; private init; }

    internal string LocationType { get; private init; } = "parameter";

    // Source: developers.google.com/workspace/drive/api/guides/handle-errors, which shows the body of each of these.
    internal static DriveFault NotFound(string id) =>
        new(404, "notFound", $"File not found: {id}.") { Location = "fileId" };

    internal static DriveFault Invalid(string parameter, string message = "Invalid Value") =>
        new(400, "invalid", message) { Location = parameter };

    internal static DriveFault InvalidField(string field) =>
        new(400, "invalidParameter", $"Invalid field selection {field}") { Location = "fields" };

    internal static DriveFault Required(string parameter) =>
        new(400, "required", $"The '{parameter}' parameter is required for this method.") { Location = parameter };

    internal static DriveFault BadRequest(string message) => new(400, "badRequest", message);

    internal static DriveFault Unauthorized() =>
        new(401, "authError", "Invalid Credentials") { Location = "Authorization", LocationType = "header" };

    internal static DriveFault NoRight() =>
        new(403, "insufficientFilePermissions", "The user does not have sufficient permissions for this file.");

    internal static DriveFault QuotaExceeded() =>
        new(403, "storageQuotaExceeded", "The user's Drive storage quota has been exceeded.");

    internal static DriveFault NoQuotaOfServiceAccount() => new(
        403,
        "storageQuotaExceeded",
        "Service Accounts do not have storage quota. Leverage shared drives (https://developers.google.com/workspace/drive/api/guides/about-shareddrives), "
        + "or use OAuth delegation (http://support.google.com/a/answer/7281227) instead.");

    internal static DriveFault IdIsTaken() => new(409, "fileIdInUse", "A file already exists with the provided ID.");

    internal JsonObject ToJson()
    {
        JsonObject detail = new() { ["message"] = Message, ["domain"] = Domain, ["reason"] = reason };
        if (Location is not null)
        {
            detail["location"] = Location;
            detail["locationType"] = LocationType;
        }

        return new JsonObject
        {
            ["error"] = new JsonObject { ["errors"] = new JsonArray(detail), ["code"] = statusCode, ["message"] = Message },
        };
    }

    private string Domain => reason is "userRateLimitExceeded" or "rateLimitExceeded" or "dailyLimitExceeded" ? "usageLimits" : "global";
}
