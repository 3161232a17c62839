using Amazon.Runtime;
using Amazon.Runtime.Internal;
using BackupSh.Shared;

namespace BackupSh.Storage.S3;

/// <summary>Makes a storage's exceptions of what a server or the connection to it did.</summary>
/// <param name="storage">The storage's name.</param>
/// <param name="options">Where the bucket is.</param>
/// <param name="credentials">Says whether a refusal may pass.</param>
/// <param name="time">The clock for dates in <c>Retry-After</c>.</param>
internal sealed class S3Errors(string storage, S3StorageOptions options, S3CredentialsSource credentials, TimeProvider time)
{
    internal const string RegionHeader = "x-amz-bucket-region";

    private static readonly Dictionary<S3Fault, (string Code, bool IsTransient)> Texts = new()
    {
        [S3Fault.BucketMissing] = ("BSH0270", false),
        [S3Fault.AccessDenied] = ("BSH0271", false),
        [S3Fault.CredentialsUnknown] = ("BSH0272", false),
        [S3Fault.CredentialsWrong] = ("BSH0272", false),
        [S3Fault.CredentialsExpired] = ("BSH0274", false),
        [S3Fault.WrongRegion] = ("BSH0275", false),
        [S3Fault.ClockSkew] = ("BSH0276", false),
        [S3Fault.QuotaExceeded] = ("BSH0277", false),
        [S3Fault.Throttled] = ("BSH0278", true),
        [S3Fault.Unreachable] = ("BSH0279", true),
        [S3Fault.Untrusted] = ("BSH0280", false),
        [S3Fault.ServerFailed] = ("BSH0281", true),
        [S3Fault.PayloadRefused] = ("BSH0282", false),
        [S3Fault.NotSupported] = ("BSH0283", false),
        [S3Fault.NotAllowed] = ("BSH0283", false),
        [S3Fault.TooLarge] = ("BSH0284", false),
        [S3Fault.ConditionFailed] = ("BSH0285", false),
        [S3Fault.Conflict] = ("BSH0286", true),
        [S3Fault.UploadGone] = ("BSH0287", true),
        [S3Fault.Archived] = ("BSH0288", false),
        [S3Fault.LockNotEnabled] = ("BSH0289", false),
    };

    /// <summary>Says whether to repeat a request.</summary>
    internal RequestFailure Classify(Exception failure)
    {
        if (failure is BackupShException ours)
        {
            return ours.IsTransient ? RequestFailure.Retry() : RequestFailure.Final;
        }

        return S3FaultTable.Of(failure) switch
        {
            S3Fault.Throttled or S3Fault.ServerFailed => RequestFailure.Retry(RetryAfterOf(failure)),
            S3Fault.Unreachable or S3Fault.Conflict => RequestFailure.Retry(),
            S3Fault.CredentialsUnknown when credentials.MayBeTooNew => RequestFailure.Retry(),
            S3Fault.CredentialsExpired when credentials.CanRenew => RequestFailure.RetryWithNewCredentials,

            // Damaged on its way; only of the framing of pieces does a server say so always.
            S3Fault.PayloadRefused when options.PayloadStyle != S3PayloadStyle.Chunked => RequestFailure.Retry(),

            // Source: measured with Ceph 16: the rest of a refused request is read as the next one on the same connection.
            S3Fault.NotAllowed => RequestFailure.RetryOnFreshConnection,
            _ => RequestFailure.Final,
        };
    }

    /// <summary>Makes the exception of a failure.</summary>
    /// <param name="failure">What the SDK threw.</param>
    /// <param name="objectName">The object concerned, or <see langword="null"/>.</param>
    internal StorageException Translate(Exception failure, string? objectName)
    {
        if (failure is StorageException ours)
        {
            return ours;
        }

        S3Fault fault = S3FaultTable.Of(failure);
        return fault == S3Fault.ObjectMissing && objectName is not null
            ? new StorageObjectNotFoundException(storage, objectName, failure)
            : Translate(failure, fault, objectName);
    }

    private StorageException Translate(Exception failure, S3Fault fault, string? objectName)
    {
        (string code, bool isTransient) = Texts.GetValueOrDefault(fault, ("BSH0299", false));
        string subject = objectName is null ? "" : $" (object '{objectName}')";
        return Make(code, objectName, failure, isTransient, options.BucketName, storage, subject, DetailOf(failure), RegionOf(failure), options.Region);
    }

    /// <summary>What becomes of one name of a deletion.</summary>
    internal BackupShError Refusal(string code, string message, string objectName)
    {
        S3Fault fault = S3FaultTable.Of(code, default, message);
        string text = Texts.GetValueOrDefault(fault, ("BSH0299", false)).Item1;
        return ErrorTexts.Error(text, options.BucketName, storage, $" (object '{objectName}')", $"{code} {message}".Trim(), "", options.Region);
    }

    internal StorageException Stalled(string? objectName, Exception cause) =>
        Make("BSH0290", objectName, cause, true, options.BucketName, storage, options.RequestTimeout);

    internal StorageException ListingIncomplete(string why) =>
        Make("BSH0291", null, null, true, options.BucketName, storage, why);

    internal StorageException Damaged(string objectName, string why) => Make("BSH0292", objectName, null, true, objectName, storage, why);

    internal StorageException TooLarge(string objectName, long capacity) => Make("BSH0293", objectName, null, false, objectName, storage, capacity);

    internal StorageException Body(ReadFault fault, string objectName, long offset, Exception? cause) => fault switch
    {
        ReadFault.Stalled => Stalled(objectName, cause!),
        ReadFault.TooShort => Make("BSH0295", objectName, cause, true, objectName, storage, offset),
        ReadFault.TooLong => Make("BSH0296", objectName, cause, false, objectName, storage, offset),
        _ => Make("BSH0297", objectName, cause, false, objectName, storage),
    };

    internal StorageException OtherVersion(string objectName) =>
        Make("BSH0285", objectName, null, false, options.BucketName, storage, $" (object '{objectName}')", "it was replaced", "", options.Region);

    /// <summary>A success that is none: the answer of a proxy, or no answer at all.</summary>
    internal StorageException Strange(string? objectName, string why) => Make(
        "BSH0281", objectName, null, true, options.BucketName, storage, objectName is null ? "" : $" (object '{objectName}')", why, "", options.Region);

    internal StorageException UploadGone(string objectName, Exception cause) => Translate(cause, S3Fault.UploadGone, objectName);

    internal StorageException NoLink(string objectName) => Make("BSH0298", objectName, null, false, objectName, storage);

    internal BackupShError Locked(string objectName, DateTimeOffset? until) =>
        ErrorTexts.Error("BSH0267", objectName, storage, until?.ToString("u") ?? "somebody lifts the legal hold");

    private StorageException Make(string code, string? objectName, Exception? cause, bool isTransient, params object?[] arguments) =>
        new(storage, objectName, ErrorTexts.Error(code, arguments), cause, isTransient);

    private static string DetailOf(Exception failure) => failure is AmazonServiceException service
        ? $"{(int)service.StatusCode} {service.ErrorCode} {service.Message}".Trim()
        : failure.Message;

    private static string RegionOf(Exception failure) => (failure.Data[RegionHeader] as string ?? HeaderOf(failure, RegionHeader)) is { Length: > 0 } region ? region : "another one";

    private TimeSpan? RetryAfterOf(Exception failure) => RetryAfter.Parse(HeaderOf(failure, "Retry-After"), time.GetUtcNow());

    private static string? HeaderOf(Exception failure, string header) =>
        failure.InnerException is HttpErrorResponseException { Response: { } response } && response.IsHeaderPresent(header)
            ? response.GetHeaderValue(header)
            : null;
}
