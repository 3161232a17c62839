using System.Net;
using System.Security.Authentication;
using System.Text.Json;

namespace BackupSh.Storage.Dropbox.Tests;

public sealed class DropboxErrorsTests
{
    private static readonly DropboxErrors Errors = new("offsite", new DropboxStorageOptions { RefreshToken = Secret.FromValue("x") });

    public static TheoryData<int, string, string, bool, bool> Answers => new()
    {
        { 409, """{"error":{".tag":"path","reason":{".tag":"insufficient_space"},"upload_session_id":"x"}}""", "BSH0906", false, false },
        { 409, """{"error":{".tag":"path","path":{".tag":"insufficient_space"}}}""", "BSH0906", false, false },
        { 409, """{"error":{".tag":"path","path":{".tag":"disallowed_name"}}}""", "BSH0912", false, false },
        { 409, """{"error":{".tag":"path","path":{".tag":"malformed_path"}}}""", "BSH0912", false, false },
        { 409, """{"error":{".tag":"path","path":{".tag":"no_write_permission"}}}""", "BSH0905", false, false },
        { 409, """{"error":{".tag":"path","path":{".tag":"conflict","conflict":{".tag":"file_ancestor"}}}}""", "BSH0925", false, false },
        { 409, """{"error":{".tag":"path","path":{".tag":"conflict","conflict":{".tag":"file"}}}}""", "BSH0201", false, false },
        { 409, """{"error":{".tag":"path","path":{".tag":"not_found"}}}""", "BSH0202", false, false },
        { 409, """{"error":{".tag":"path_lookup","path_lookup":{".tag":"not_found"}}}""", "BSH0202", false, false },
        { 409, """{"error":{".tag":"path","path":{".tag":"not_folder"}}}""", "BSH0925", false, false },
        { 409, """{"error":{".tag":"lookup_failed","lookup_failed":{".tag":"not_found"}}}""", "BSH0915", true, false },
        { 409, """{"error":{".tag":"not_found"}}""", "BSH0915", true, false },
        { 409, """{"error":{".tag":"incorrect_offset","correct_offset":5}}""", "BSH0915", true, false },
        { 409, """{"error":{".tag":"closed"}}""", "BSH0915", true, false },
        { 409, """{"error":{".tag":"content_hash_mismatch"}}""", "BSH0916", true, true },
        { 409, """{"error":{".tag":"payload_too_large"}}""", "BSH0913", false, false },
        { 409, """{"error":{".tag":"too_many_write_operations"}}""", "BSH0907", true, true },
        { 409, """{"error":{".tag":"something_new"}}""", "BSH0929", false, false },
        { 429, """{"error":{"reason":{".tag":"too_many_requests"},"retry_after":1}}""", "BSH0907", true, true },
        { 429, "", "BSH0907", true, true },
        { 401, """{"error":{".tag":"expired_access_token"}}""", "BSH0902", false, true },
        { 401, """{"error":{".tag":"invalid_access_token"}}""", "BSH0902", false, true },
        { 401, """{"error":{".tag":"missing_scope","required_scope":"files.content.read"}}""", "BSH0904", false, false },
        { 400, """{"error":"invalid_grant","error_description":"x"}""", "BSH0901", false, false },
        { 400, """{"error":"invalid_client"}""", "BSH0903", false, false },
        { 400, "Error in call to API function", "BSH0911", false, false },
        { 422, """{"error":{".tag":"no_permission"}}""", "BSH0914", false, false },
        { 422, """{"error":{".tag":"invalid_root","invalid_root":{".tag":"team"}}}""", "BSH0914", false, false },
        { 403, "", "BSH0905", false, false },
        { 407, "", "BSH0905", false, false },
        { 500, "", "BSH0910", true, true },
        { 502, "<html>", "BSH0910", true, true },
        { 503, "", "BSH0910", true, true },
        { 302, "", "BSH0918", true, true },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public void Translate_Answer_SaysWhatItMeansAndWhetherToTryAgain(int status, string body, string code, bool isTransient, bool isRepeated)
    {
        DropboxFailure failure = DropboxFailure.Parse((HttpStatusCode)status, body, null);

        StorageException error = Errors.Translate(failure, "a");

        Assert.Equal((code, isTransient, isRepeated), (error.Code, error.IsTransient, Errors.Classify(failure).IsRetryable));
    }

    [Fact]
    public void Translate_Connections_SaysWhatTheyMean()
    {
        Assert.Equal("BSH0908", Errors.Translate(new HttpRequestException("x"), null).Code);
        Assert.Equal("BSH0908", Errors.Translate(new IOException("x"), null).Code);
        Assert.Equal("BSH0909", Errors.Translate(new HttpRequestException("x", new AuthenticationException("y")), null).Code);
        Assert.False(Errors.Classify(new HttpRequestException("x", new AuthenticationException("y"))).IsRetryable);
        Assert.Equal("BSH0918", Errors.Translate(new JsonException("x"), null).Code);
    }

    [Fact]
    public void Classify_ExpiredTokenWithoutRefreshToken_IsFinal()
    {
        DropboxErrors errors = new("offsite", new DropboxStorageOptions { AccessToken = Secret.FromValue("x") });

        Assert.False(errors.Classify(DropboxFailure.Parse(HttpStatusCode.Unauthorized, """{"error":{".tag":"expired_access_token"}}""", null)).IsRetryable);
    }

    [Fact]
    public void Parse_LongPage_IsShortened()
    {
        DropboxFailure failure = DropboxFailure.Parse(HttpStatusCode.BadGateway, new string('x', 100_000), null);

        Assert.InRange(failure.Message.Length, 1, 400);
    }

    [Theory]
    [InlineData("""{"used":5,"allocation":{".tag":"individual","allocated":10}}""", 10L, 5L)]
    [InlineData("""{"used":50,"allocation":{".tag":"individual","allocated":10}}""", 10L, 0L)]
    [InlineData("""{"used":5,"allocation":{".tag":"team","used":70,"allocated":100,"user_within_team_space_allocated":0}}""", 100L, 30L)]
    [InlineData("""{"used":5,"allocation":{".tag":"team","used":70,"allocated":100,"user_within_team_space_allocated":20}}""", 20L, 15L)]
    [InlineData("""{"used":5,"allocation":{".tag":"other"}}""", null, null)]
    [InlineData("{}", null, null)]
    public void Of_SpaceUsage_TellsTotalAndFree(string json, long? total, long? free)
    {
        SpaceAnswer answer = JsonSerializer.Deserialize(json, DropboxJson.Default.SpaceAnswer)!;

        Assert.Equal(new StorageSpace(total, free), DropboxSpace.Of(answer));
    }
}
