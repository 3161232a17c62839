using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using Amazon.Runtime;

namespace BackupSh.Storage.S3;

/// <summary>Says what servers' codes mean. The only place that knows them.</summary>
internal static class S3FaultTable
{
    // Source: docs.aws.amazon.com, "Error responses"; src/rgw/rgw_common.cc of Ceph; MinIO's and Swift's own where named.
    private static readonly Dictionary<string, S3Fault> Codes = new(StringComparer.Ordinal)
    {
        ["NoSuchKey"] = S3Fault.ObjectMissing,
        ["NoSuchVersion"] = S3Fault.ObjectMissing,
        ["NoSuchBucket"] = S3Fault.BucketMissing,
        ["AccessDenied"] = S3Fault.AccessDenied,
        ["AccountProblem"] = S3Fault.AccessDenied,
        ["AllAccessDisabled"] = S3Fault.AccessDenied,
        ["UserSuspended"] = S3Fault.AccessDenied,
        ["InvalidAccessKeyId"] = S3Fault.CredentialsUnknown,
        ["SignatureDoesNotMatch"] = S3Fault.CredentialsWrong,
        ["NotSignedUp"] = S3Fault.CredentialsWrong,
        ["ExpiredToken"] = S3Fault.CredentialsExpired,
        ["InvalidToken"] = S3Fault.CredentialsExpired,
        ["TokenRefreshRequired"] = S3Fault.CredentialsExpired,
        ["AuthorizationHeaderMalformed"] = S3Fault.WrongRegion,
        ["IllegalLocationConstraintException"] = S3Fault.WrongRegion,
        ["PermanentRedirect"] = S3Fault.WrongRegion,
        ["Redirect"] = S3Fault.WrongRegion,
        ["TemporaryRedirect"] = S3Fault.WrongRegion,
        ["RequestTimeTooSkewed"] = S3Fault.ClockSkew,
        ["RequestExpired"] = S3Fault.ClockSkew,
        ["QuotaExceeded"] = S3Fault.QuotaExceeded,
        ["StorageQuotaExceeded"] = S3Fault.QuotaExceeded,
        ["XMinioAdminBucketQuotaExceeded"] = S3Fault.QuotaExceeded,
        ["XMinioStorageFull"] = S3Fault.QuotaExceeded,
        ["SlowDown"] = S3Fault.Throttled,
        ["Throttling"] = S3Fault.Throttled,
        ["ThrottlingException"] = S3Fault.Throttled,
        ["TooManyRequests"] = S3Fault.Throttled,
        ["RequestLimitExceeded"] = S3Fault.Throttled,
        ["BandwidthLimitExceeded"] = S3Fault.Throttled,
        ["InternalError"] = S3Fault.ServerFailed,
        ["RequestTimeout"] = S3Fault.ServerFailed,
        ["IncompleteBody"] = S3Fault.ServerFailed,
        ["BadDigest"] = S3Fault.ServerFailed,
        ["XAmzContentChecksumMismatch"] = S3Fault.ServerFailed,
        ["XAmzContentSHA256Mismatch"] = S3Fault.PayloadRefused,
        ["MissingContentLength"] = S3Fault.PayloadRefused,
        ["InvalidDigest"] = S3Fault.PayloadRefused,
        ["NotImplemented"] = S3Fault.NotSupported,
        ["MethodNotAllowed"] = S3Fault.NotAllowed,
        ["EntityTooLarge"] = S3Fault.TooLarge,
        ["PreconditionFailed"] = S3Fault.ConditionFailed,
        ["ConditionalRequestConflict"] = S3Fault.Conflict,
        ["OperationAborted"] = S3Fault.Conflict,
        ["NoSuchUpload"] = S3Fault.UploadGone,
        ["InvalidRange"] = S3Fault.RangeBeyondEnd,
        ["InvalidObjectState"] = S3Fault.Archived,
        ["ObjectLockConfigurationNotFoundError"] = S3Fault.LockNotEnabled,
    };

    // Answers to HEAD have no body, and those of proxies none that says a code.
    private static readonly Dictionary<HttpStatusCode, S3Fault> Statuses = new()
    {
        // Source: measured: HEAD with a token that has expired is answered with 400 and nothing else.
        [HttpStatusCode.BadRequest] = S3Fault.CredentialsExpired,
        [HttpStatusCode.Unauthorized] = S3Fault.AccessDenied,
        [HttpStatusCode.Forbidden] = S3Fault.AccessDenied,
        [HttpStatusCode.NotFound] = S3Fault.ObjectMissing,
        [HttpStatusCode.MethodNotAllowed] = S3Fault.NotAllowed,
        [HttpStatusCode.RequestTimeout] = S3Fault.ServerFailed,
        [HttpStatusCode.Conflict] = S3Fault.Conflict,
        [HttpStatusCode.PreconditionFailed] = S3Fault.ConditionFailed,
        [HttpStatusCode.RequestEntityTooLarge] = S3Fault.TooLarge,
        [HttpStatusCode.RequestedRangeNotSatisfiable] = S3Fault.RangeBeyondEnd,
        [HttpStatusCode.TooManyRequests] = S3Fault.Throttled,
        [HttpStatusCode.NotImplemented] = S3Fault.NotSupported,
        [HttpStatusCode.ServiceUnavailable] = S3Fault.Throttled,
        [HttpStatusCode.InsufficientStorage] = S3Fault.QuotaExceeded,
    };

    internal static S3Fault Of(Exception exception) => exception switch
    {
        AmazonUnmarshallingException { StatusCode: 0 or HttpStatusCode.OK } => S3Fault.ServerFailed, // an answer that is none of S3's
        AmazonServiceException service => Of(service.ErrorCode, service.StatusCode, service.Message),
        _ when IsUntrusted(exception) => S3Fault.Untrusted,
        HttpRequestException { StatusCode: { } status } when (int)status is >= 300 and < 400 => S3Fault.WrongRegion,
        HttpRequestException or IOException or SocketException or TimeoutException or OperationCanceledException => S3Fault.Unreachable,
        System.Xml.XmlException => S3Fault.ServerFailed,
        _ => S3Fault.Unknown,
    };

    internal static S3Fault Of(string? code, HttpStatusCode status, string? message)
    {
        // Source: AWS answers so to a lock on a bucket that was made without: 400 InvalidRequest, told by the text alone.
        if (code == "InvalidRequest" && message?.Contains("Object Lock", StringComparison.OrdinalIgnoreCase) == true)
        {
            return S3Fault.LockNotEnabled;
        }

        return code is not null && Codes.TryGetValue(code, out S3Fault known) ? known
            : !IsWordless(code, status) ? OfStatus(status, S3Fault.Unknown)
            : Statuses.TryGetValue(status, out S3Fault told) ? told
            : OfStatus(status, S3Fault.Unknown);
    }

    // The SDK makes a code of the status where the answer has none.
    private static bool IsWordless(string? code, HttpStatusCode status) =>
        string.IsNullOrEmpty(code) || code == status.ToString() || status is not HttpStatusCode.BadRequest;

    private static S3Fault OfStatus(HttpStatusCode status, S3Fault otherwise) => (int)status switch
    {
        >= 300 and < 400 => S3Fault.WrongRegion,
        >= 500 => S3Fault.ServerFailed,
        _ => otherwise,
    };

    private static bool IsUntrusted(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (exception is AuthenticationException)
            {
                return true;
            }
        }

        return false;
    }
}
