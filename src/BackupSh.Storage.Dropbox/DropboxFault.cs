namespace BackupSh.Storage.Dropbox;

/// <summary>What can go wrong, in our words.</summary>
internal enum DropboxFault
{
    Unknown,
    ObjectMissing,
    FolderMissing,
    NameTaken,
    NotAFolder,
    RefreshTokenRefused,
    AccessTokenExpired,
    AppRefused,
    ScopeMissing,
    AccessDenied,
    NoRoom,
    Throttled,
    Unreachable,
    Untrusted,
    ServerFailed,
    Malformed,
    NameNotAllowed,
    TooLarge,
    RootWrong,
    SessionGone,
    OffsetWrong,
    SessionClosed,
    DamagedOnTheWay,
    RangeBeyondEnd,
    StrangeAnswer,
    Changed,
}
