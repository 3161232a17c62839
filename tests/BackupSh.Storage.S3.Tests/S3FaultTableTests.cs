using System.Net;
using System.Security.Authentication;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using Amazon.S3;
using BackupSh.Shared;
using Microsoft.Extensions.Time.Testing;

namespace BackupSh.Storage.S3.Tests;

/// <summary>What an answer means: its code here, whether it passes, whether it is tried again.</summary>
public sealed class S3FaultTableTests
{
    [Theory]
    [InlineData("NoSuchBucket", 404, "BSH0270", false, false)]
    [InlineData("NoSuchKey", 404, "BSH0202", false, false)]
    [InlineData("NotFound", 404, "BSH0202", false, false)]
    [InlineData("AccessDenied", 403, "BSH0271", false, false)]
    [InlineData("Forbidden", 403, "BSH0271", false, false)]
    [InlineData("InvalidAccessKeyId", 403, "BSH0272", false, false)]
    [InlineData("SignatureDoesNotMatch", 403, "BSH0272", false, false)]
    [InlineData("ExpiredToken", 400, "BSH0274", false, true)]
    [InlineData("BadRequest", 400, "BSH0274", false, true)]
    [InlineData("PermanentRedirect", 301, "BSH0275", false, false)]
    [InlineData("AuthorizationHeaderMalformed", 400, "BSH0275", false, false)]
    [InlineData("TemporaryRedirect", 307, "BSH0275", false, false)]
    [InlineData("RequestTimeTooSkewed", 403, "BSH0276", false, false)]
    [InlineData("QuotaExceeded", 403, "BSH0277", false, false)]
    [InlineData("XMinioStorageFull", 507, "BSH0277", false, false)]
    [InlineData("SlowDown", 503, "BSH0278", true, true)]
    [InlineData("ServiceUnavailable", 503, "BSH0278", true, true)]
    [InlineData("TooManyRequests", 429, "BSH0278", true, true)]
    [InlineData("InternalError", 500, "BSH0281", true, true)]
    [InlineData("BadGateway", 502, "BSH0281", true, true)]
    [InlineData("RequestTimeout", 400, "BSH0281", true, true)]
    [InlineData("BadDigest", 400, "BSH0281", true, true)]
    [InlineData("XAmzContentSHA256Mismatch", 400, "BSH0282", false, true)]
    [InlineData("NotImplemented", 501, "BSH0283", false, false)]
    [InlineData("MethodNotAllowed", 405, "BSH0283", false, true)]
    [InlineData("EntityTooLarge", 400, "BSH0284", false, false)]
    [InlineData("PreconditionFailed", 412, "BSH0285", false, false)]
    [InlineData("ConditionalRequestConflict", 409, "BSH0286", true, true)]
    [InlineData("NoSuchUpload", 404, "BSH0287", true, false)]
    [InlineData("InvalidObjectState", 403, "BSH0288", false, false)]
    [InlineData("InvalidArgument", 400, "BSH0299", false, false)]
    [InlineData("MalformedXML", 400, "BSH0299", false, false)]
    public void Translate_CodeOfAServer_IsOurs(string code, int status, string ours, bool isTransient, bool isRetried)
    {
        S3Errors errors = NewErrors();
        AmazonS3Exception answer = new("told", ErrorType.Unknown, code, "request", (HttpStatusCode)status);

        StorageException exception = errors.Translate(answer, "shop.info");

        Assert.Equal((ours, isTransient), (exception.Code, exception.IsTransient));
        Assert.Equal(isRetried, errors.Classify(answer).IsRetryable);
        Assert.Equal("offsite", exception.Storage);
        Assert.Contains("shop.info", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Translate_LockOnABucketWithout_SaysSo()
    {
        AmazonS3Exception answer = new("Bucket is missing Object Lock Configuration", ErrorType.Sender, "InvalidRequest", "request", HttpStatusCode.BadRequest);

        Assert.Equal("BSH0289", NewErrors().Translate(answer, "x").Code);
    }

    [Fact]
    public void Translate_BrokenConnections_AreTransientAndTriedAgain()
    {
        S3Errors errors = NewErrors();
        foreach (Exception failure in (Exception[])[new HttpRequestException("refused"), new IOException("reset"), new TaskCanceledException()])
        {
            Assert.Equal(("BSH0279", true), (errors.Translate(failure, null).Code, errors.Translate(failure, null).IsTransient));
            Assert.True(errors.Classify(failure).IsRetryable);
        }
    }

    [Fact]
    public void Translate_UntrustedCertificate_IsNotTriedAgain()
    {
        HttpRequestException failure = new("The SSL connection could not be established", new AuthenticationException("UntrustedRoot"));

        Assert.Equal("BSH0280", NewErrors().Translate(failure, null).Code);
        Assert.False(NewErrors().Classify(failure).IsRetryable);
    }

    [Fact]
    public void Translate_OtherRegion_NamesIt()
    {
        AmazonS3Exception answer = new(
            "moved", new HttpErrorResponseException(new Answer("x-amz-bucket-region", "eu-west-3")), ErrorType.Sender, "PermanentRedirect", "request", HttpStatusCode.MovedPermanently);

        Assert.Contains("eu-west-3", NewErrors().Translate(answer, null).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Classify_RetryAfter_IsPassedOn()
    {
        AmazonS3Exception answer = new(
            "busy", new HttpErrorResponseException(new Answer("Retry-After", "17")), ErrorType.Receiver, "SlowDown", "request", HttpStatusCode.ServiceUnavailable);

        Assert.Equal(RequestFailure.Retry(TimeSpan.FromSeconds(17)), NewErrors().Classify(answer));
    }

    [Fact]
    public async Task Classify_UnknownKey_IsRetriedInItsFirstMinuteOnly()
    {
        FakeTimeProvider time = new();
        S3StorageOptions options = new() { BucketName = "b", CredentialsProvider = (_, _) => Task.FromResult(new S3Credentials("id", "secret")) };
        using S3CredentialsSource credentials = new("offsite", options, time);
        S3Errors errors = new("offsite", options, credentials, time);
        AmazonS3Exception answer = new("unknown", ErrorType.Sender, "InvalidAccessKeyId", "request", HttpStatusCode.Forbidden);
        await credentials.GetCredentialsAsync();

        Assert.True(errors.Classify(answer).IsRetryable);
        time.Advance(TimeSpan.FromSeconds(61));

        Assert.False(errors.Classify(answer).IsRetryable);
    }

    private static S3Errors NewErrors()
    {
        S3StorageOptions options = new() { BucketName = "acme", Region = "eu-central-1", AccessKeyId = "id", SecretAccessKey = "secret" };
        return new S3Errors("offsite", options, new S3CredentialsSource("offsite", options, TimeProvider.System), TimeProvider.System);
    }

    private sealed class Answer(string header, string value) : IWebResponseData
    {
        public long ContentLength => 0;

        public string ContentType => "";

        public HttpStatusCode StatusCode => default;

        public bool IsSuccessStatusCode => false;

        public IHttpResponseBody ResponseBody => throw new NotSupportedException();

        public string[] GetHeaderNames() => [header];

        public bool IsHeaderPresent(string headerName) => headerName == header;

        public string GetHeaderValue(string headerName) => value;

        public bool IsEventHeaderPresent(string headerName) => false;

        public Amazon.Runtime.EventStreams.IEventStreamHeader GetEventStreamHeader(string headerName) => throw new NotSupportedException();
    }
}
