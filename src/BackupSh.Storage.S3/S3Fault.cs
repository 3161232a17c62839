namespace BackupSh.Storage.S3;

/// <summary>What a server can have against a request.</summary>
internal enum S3Fault
{
    Unknown,
    ObjectMissing,
    BucketMissing,
    AccessDenied,
    CredentialsUnknown,
    CredentialsWrong,
    CredentialsExpired,
    WrongRegion,
    ClockSkew,
    QuotaExceeded,
    Throttled,
    Unreachable,
    Untrusted,
    ServerFailed,
    PayloadRefused,
    NotSupported,
    NotAllowed,
    TooLarge,
    ConditionFailed,
    Conflict,
    UploadGone,
    RangeBeyondEnd,
    Archived,
    LockNotEnabled,
}
