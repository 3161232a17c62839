using BackupSh.Shared;

namespace BackupSh.Storage.Dropbox;

/// <summary>Makes a storage's exceptions of what Dropbox or the connection to it did.</summary>
/// <param name="storage">The storage's name.</param>
/// <param name="options">Which folder it is, and whether its token can be renewed.</param>
internal sealed class DropboxErrors(string storage, DropboxStorageOptions options)
{
    private static readonly Dictionary<DropboxFault, (string Code, bool IsTransient)> Texts = new()
    {
        [DropboxFault.FolderMissing] = ("BSH0900", false),
        [DropboxFault.RefreshTokenRefused] = ("BSH0901", false),
        [DropboxFault.AccessTokenExpired] = ("BSH0902", false),
        [DropboxFault.AppRefused] = ("BSH0903", false),
        [DropboxFault.ScopeMissing] = ("BSH0904", false),
        [DropboxFault.AccessDenied] = ("BSH0905", false),
        [DropboxFault.NoRoom] = ("BSH0906", false),
        [DropboxFault.Throttled] = ("BSH0907", true),
        [DropboxFault.Unreachable] = ("BSH0908", true),
        [DropboxFault.Untrusted] = ("BSH0909", false),
        [DropboxFault.ServerFailed] = ("BSH0910", true),
        [DropboxFault.Malformed] = ("BSH0911", false),
        [DropboxFault.NameNotAllowed] = ("BSH0912", false),
        [DropboxFault.TooLarge] = ("BSH0913", false),
        [DropboxFault.RootWrong] = ("BSH0914", false),
        [DropboxFault.SessionGone] = ("BSH0915", true),
        [DropboxFault.OffsetWrong] = ("BSH0915", true),
        [DropboxFault.SessionClosed] = ("BSH0915", true),
        [DropboxFault.DamagedOnTheWay] = ("BSH0916", true),
        [DropboxFault.StrangeAnswer] = ("BSH0918", true),
        [DropboxFault.NameTaken] = ("BSH0925", false),
        [DropboxFault.NotAFolder] = ("BSH0925", false),
    };

    /// <summary>Says whether to repeat a request.</summary>
    internal RequestFailure Classify(Exception failure)
    {
        if (failure is BackupShException ours)
        {
            return ours.IsTransient ? RequestFailure.Retry() : RequestFailure.Final;
        }

        return DropboxFaultTable.Of(failure) switch
        {
            DropboxFault.Throttled or DropboxFault.ServerFailed => RequestFailure.Retry((failure as DropboxFailure)?.RetryAfter),
            DropboxFault.Unreachable or DropboxFault.StrangeAnswer or DropboxFault.DamagedOnTheWay => RequestFailure.Retry(),
            DropboxFault.AccessTokenExpired when options.RefreshToken is not null => RequestFailure.RetryWithNewCredentials,
            _ => RequestFailure.Final,
        };
    }

    /// <summary>Makes the exception of a failure.</summary>
    /// <param name="failure">What was thrown.</param>
    /// <param name="objectName">The object concerned, or <see langword="null"/>.</param>
    internal StorageException Translate(Exception failure, string? objectName)
    {
        if (failure is StorageException ours)
        {
            return ours;
        }

        DropboxFault fault = DropboxFaultTable.Of(failure);
        return (fault, objectName) switch
        {
            (DropboxFault.ObjectMissing, not null) => new StorageObjectNotFoundException(storage, objectName, failure),
            (DropboxFault.NameTaken, not null) => new StorageObjectExistsException(storage, objectName, failure),
            _ => new StorageException(storage, objectName, Describe(fault, failure.Message, objectName), failure, IsTransient(fault)),
        };
    }

    /// <summary>Says what became of one name of a deletion.</summary>
    internal BackupShError Refusal(Exception failure, string objectName) => DropboxFaultTable.Of(failure) is var fault && fault == DropboxFault.Changed
        ? OtherVersion(objectName).Error
        : Describe(fault, failure.Message, objectName);

    internal StorageException FolderMissing() =>
        new(storage, null, Describe(DropboxFault.FolderMissing, "", null));

    internal StorageException StrangeAnswer(string why) =>
        new(storage, null, Describe(DropboxFault.StrangeAnswer, why, null), null, isTransient: true);

    internal StorageException Differs(string objectName) => Make("BSH0917", objectName, null, false);

    internal StorageException TooLarge(string objectName) => new(storage, objectName, Describe(DropboxFault.TooLarge, "", objectName));

    internal StorageException NoRoom(string objectName, long free) =>
        new(storage, objectName, Describe(DropboxFault.NoRoom, $"{free} bytes are free", objectName));

    internal StorageException Stalled(string? objectName, Exception cause) =>
        new(storage, objectName, ErrorTexts.Error("BSH0919", storage, options.RequestTimeout), cause, isTransient: true);

    internal StorageException OtherVersion(string objectName) => Make("BSH0923", objectName, null, false);

    internal BackupShError DeletionUnfinished() => ErrorTexts.Error("BSH0924", storage, options.DeletionTimeout);

    internal StorageException Body(ReadFault fault, string objectName, long offset, Exception? cause) => fault switch
    {
        ReadFault.Stalled => Stalled(objectName, cause!),
        ReadFault.TooShort => Make("BSH0920", objectName, cause, true, offset),
        ReadFault.TooLong => Make("BSH0921", objectName, cause, false, offset),
        _ => Make("BSH0922", objectName, cause, false),
    };

    private static bool IsTransient(DropboxFault fault) => Texts.TryGetValue(fault, out (string, bool IsTransient) text) && text.IsTransient;

    private BackupShError Describe(DropboxFault fault, string detail, string? objectName)
    {
        string code = Texts.TryGetValue(fault, out (string Code, bool) text) ? text.Code : "BSH0929";
        string subject = objectName is null ? "" : $" (object '{objectName}')";
        return ErrorTexts.Error(code, "/" + DropboxFolder.Trim(options.Folder), storage, subject, detail);
    }

    private StorageException Make(string code, string objectName, Exception? cause, bool isTransient, params object?[] more) =>
        new(storage, objectName, ErrorTexts.Error(code, [objectName, storage, .. more]), cause, isTransient);
}
