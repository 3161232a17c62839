using System.Security.Authentication;
using BackupSh.Shared;
using Google.Apis.Auth.OAuth2.Responses;

namespace BackupSh.Storage.GoogleDrive;

/// <summary>Says in our words what Drive said in its own. The only place that names its reasons.</summary>
/// <param name="storage">The storage's name.</param>
/// <param name="folderId">Its folder.</param>
/// <param name="isServiceAccount">Whether a service account acts for itself.</param>
internal sealed class GoogleDriveErrors(string storage, string folderId, bool isServiceAccount)
{
    /// <summary>The code of an upload session that is gone.</summary>
    internal const string SessionLostCode = "BSH0956";

    // Source: the guides "Resolve errors" and "Usage limits". The reason decides; the status is the same for most of them.
    private static readonly Dictionary<string, (string Code, bool IsTransient)> Reasons = new(StringComparer.Ordinal)
    {
        ["userRateLimitExceeded"] = ("BSH0949", true),
        ["rateLimitExceeded"] = ("BSH0949", true),
        ["sharingRateLimitExceeded"] = ("BSH0949", true),
        ["dailyLimitExceeded"] = ("BSH0951", false),
        ["storageQuotaExceeded"] = ("BSH0946", false),
        ["quotaExceeded"] = ("BSH0946", false),
        ["teamDriveFileLimitExceeded"] = ("BSH0948", false),
        ["numChildrenInNonRootLimitExceeded"] = ("BSH0948", false),
        ["activeItemCreationLimitExceeded"] = ("BSH0948", false),
        ["insufficientFilePermissions"] = ("BSH0943", false),
        ["insufficientParentPermissions"] = ("BSH0943", false),
        ["insufficientPermissions"] = ("BSH0943", false),
        ["teamDriveMembershipRequired"] = ("BSH0943", false),
        ["appNotAuthorizedToFile"] = ("BSH0943", false),
        ["domainPolicy"] = ("BSH0943", false),
        ["forbidden"] = ("BSH0943", false),
        ["accessNotConfigured"] = ("BSH0938", false),
        ["cannotDownloadAbusiveFile"] = ("BSH0939", false),
        ["authError"] = ("BSH0944", false),
        ["backendError"] = ("BSH0950", true),
        ["internalError"] = ("BSH0950", true),
        [DriveException.StrangeAnswer] = ("BSH0953", true),
        [DriveException.NoAnswer] = ("BSH0950", true),
        [DriveException.NothingKept] = ("BSH0950", true),
    };

    internal string Storage => storage;

    /// <summary>Says of a failed request whether to try again.</summary>
    internal static RequestFailure Classify(Exception failure) => failure switch
    {
        DriveException { StatusCode: 401 } => RequestFailure.RetryWithNewCredentials,
        DriveException refusal when Judge(refusal).IsTransient => RequestFailure.Retry(refusal.RetryAfter),
        DriveException => RequestFailure.Final,
        TokenResponseException refusal => IsOfServer((int?)refusal.StatusCode ?? 0) ? RequestFailure.Retry() : RequestFailure.Final,
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => RequestFailure.Final,
        HttpRequestException or IOException => RequestFailure.Retry(),
        _ => RequestFailure.Final,
    };

    /// <summary>Makes a storage's exception of a failed request.</summary>
    internal StorageException Translate(Exception failure, string? objectName) => failure switch
    {
        StorageException known => known,
        DriveException refusal => Make(Judge(refusal), failure, objectName, refusal.Message, refusal.Reason),
        TokenResponseException refusal => Make(JudgeToken(refusal), failure, objectName, refusal.Error?.ErrorDescription ?? refusal.Error?.Error, refusal.Error?.Error),
        _ => Make(("BSH0950", true), failure, objectName, Tell(failure), ""),
    };

    internal StorageException FolderMissing(Exception? cause = null) => Make(("BSH0940", false), cause, null, cause?.Message, "");

    internal StorageException FolderUnusable(string what) => Make(("BSH0941", false), null, null, what, "");

    internal StorageException Duplicates(string name, IEnumerable<string> ids) => Make(("BSH0942", false), null, name, string.Join(", ", ids), "");

    internal StorageException IncompleteSearch() => Make(("BSH0952", true), null, null, "", "");

    internal StorageException Strange(string what, string? objectName = null) => Make(("BSH0953", true), null, objectName, what, "");

    internal StorageException ContentDiffers(string name, string what) => Make(("BSH0954", false), null, name, what, "");

    internal StorageException AnotherVersion(string name) => Make(("BSH0955", false), null, name, "", "");

    internal StorageException SessionLost(string name, Exception? cause) => Make((SessionLostCode, true), cause, name, cause?.Message, "");

    internal StorageException ReadFaulty(string name, string what, bool isTransient, Exception? cause = null) => Make(("BSH0957", isTransient), cause, name, what, "");

    internal StorageObjectExistsException Exists(string name) => new(storage, name);

    internal StorageObjectNotFoundException NotFound(string name) => new(storage, name);

    private static (string Code, bool IsTransient) Judge(DriveException refusal) =>
        Reasons.TryGetValue(refusal.Reason, out (string Code, bool IsTransient) known) ? known
            : refusal.StatusCode == 429 ? ("BSH0949", true)
            : refusal.StatusCode == 401 ? ("BSH0944", false)
            : IsOfServer(refusal.StatusCode) ? ("BSH0950", true)
            : ("BSH0958", false);

    private static bool IsOfServer(int status) => status is 408 or 429 or >= 500;

    // Source: RFC 6749, 5.2.
    private static (string Code, bool IsTransient) JudgeToken(TokenResponseException refusal) => refusal.Error?.Error switch
    {
        "invalid_grant" => ("BSH0945", false),
        "unauthorized_client" or "invalid_client" or "invalid_scope" or "access_denied" => ("BSH0959", false),
        _ when IsOfServer((int?)refusal.StatusCode ?? 0) => ("BSH0950", true),
        _ => ("BSH0944", false),
    };

    private static string Tell(Exception failure) =>
        failure is HttpRequestException && failure.InnerException is AuthenticationException inner ? inner.Message : failure.Message;

    private StorageException Make((string Code, bool IsTransient) verdict, Exception? cause, string? objectName, string? what, string? reason)
    {
        string code = verdict.Code == "BSH0946" && isServiceAccount ? "BSH0947" : verdict.Code;
        string subject = objectName is null ? "" : $" (object '{objectName}')";
        return new StorageException(
            storage, objectName, ErrorTexts.Error(code, storage, folderId, subject, (what ?? "").TrimEnd('.'), reason), cause, verdict.IsTransient);
    }
}
