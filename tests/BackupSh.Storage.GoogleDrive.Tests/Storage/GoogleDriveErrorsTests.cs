using System.Net;
using BackupSh.Shared;
using Google.Apis.Auth.OAuth2.Responses;

namespace BackupSh.Storage.GoogleDrive.Tests.Storage;

/// <summary>The table of what Drive says and what becomes of it.</summary>
public sealed class GoogleDriveErrorsTests
{
    private readonly GoogleDriveErrors _errors = new("offsite", "1folder", isServiceAccount: false);

    [Theory]
    [InlineData(403, "userRateLimitExceeded", "BSH0949", true)]
    [InlineData(403, "rateLimitExceeded", "BSH0949", true)]
    [InlineData(429, "", "BSH0949", true)]
    [InlineData(403, "dailyLimitExceeded", "BSH0951", false)]
    [InlineData(403, "storageQuotaExceeded", "BSH0946", false)]
    [InlineData(403, "teamDriveFileLimitExceeded", "BSH0948", false)]
    [InlineData(403, "numChildrenInNonRootLimitExceeded", "BSH0948", false)]
    [InlineData(403, "insufficientFilePermissions", "BSH0943", false)]
    [InlineData(403, "appNotAuthorizedToFile", "BSH0943", false)]
    [InlineData(403, "accessNotConfigured", "BSH0938", false)]
    [InlineData(403, "cannotDownloadAbusiveFile", "BSH0939", false)]
    [InlineData(403, "somethingNew", "BSH0958", false)]
    [InlineData(400, "invalid", "BSH0958", false)]
    [InlineData(401, "authError", "BSH0944", false)]
    [InlineData(401, "", "BSH0944", false)]
    [InlineData(408, "", "BSH0950", true)]
    [InlineData(500, "backendError", "BSH0950", true)]
    [InlineData(502, "", "BSH0950", true)]
    [InlineData(503, "", "BSH0950", true)]
    [InlineData(504, "", "BSH0950", true)]
    [InlineData(0, DriveException.StrangeAnswer, "BSH0953", true)]
    [InlineData(0, DriveException.NoAnswer, "BSH0950", true)]
    public void Translate_Refusal_HasItsCode(int status, string reason, string code, bool isTransient)
    {
        DriveException refusal = new(status, reason, "The sentence.");

        StorageException exception = _errors.Translate(refusal, "a");

        Assert.Equal((code, isTransient, "offsite", "a"), (exception.Code, exception.IsTransient, exception.Storage, exception.ObjectName));
        Assert.Contains("'offsite'", exception.Message, StringComparison.Ordinal);
        Assert.Equal(isTransient || status == 401, GoogleDriveErrors.Classify(refusal).IsRetryable);
    }

    [Theory]
    [InlineData("invalid_grant", 400, "BSH0945")]
    [InlineData("invalid_client", 401, "BSH0959")]
    [InlineData("unauthorized_client", 401, "BSH0959")]
    [InlineData("something_else", 400, "BSH0944")]
    public void Translate_RefusalOfAToken_HasItsCode(string error, int status, string code)
    {
        TokenResponseException refusal = new(new TokenErrorResponse { Error = error }, (HttpStatusCode)status);

        StorageException exception = _errors.Translate(refusal, null);

        Assert.Equal((code, false), (exception.Code, exception.IsTransient));
        Assert.Equal(RequestFailure.Final, GoogleDriveErrors.Classify(refusal));
    }

    [Fact]
    public void Translate_BrokenConnection_IsTransient()
    {
        StorageException exception = _errors.Translate(new HttpRequestException("Connection refused"), null);

        Assert.Equal(("BSH0950", true), (exception.Code, exception.IsTransient));
        Assert.Contains("Connection refused", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Classify_CertificateIsNotTrusted_IsFinal() =>
        Assert.False(GoogleDriveErrors.Classify(new HttpRequestException(HttpRequestError.SecureConnectionError)).IsRetryable);

    [Fact]
    public void Translate_QuotaOfAServiceAccount_SaysWhatToDo()
    {
        StorageException exception = new GoogleDriveErrors("offsite", "1folder", isServiceAccount: true)
            .Translate(new DriveException(403, "storageQuotaExceeded", "Service Accounts do not have storage quota."), "a");

        Assert.Equal("BSH0947", exception.Code);
        Assert.Contains("domain-wide delegation", exception.Hint, StringComparison.Ordinal);
    }
}
