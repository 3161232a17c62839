using System.Net;
using System.Security.Authentication;
using System.Text.Json;

namespace BackupSh.Storage.Dropbox;

/// <summary>Says what an answer or a broken connection means. The only place that knows the API's tags and statuses.</summary>
internal static class DropboxFaultTable
{
    // Source: the API's specification: the error unions of the endpoints that are used, and common.stone, auth.stone. The
    // first one whose words stand in the tags one after the other is meant.
    private static readonly (string Tags, DropboxFault Fault)[] ByTags =
    [
        ("too_many_write_operations", DropboxFault.Throttled),
        ("too_many_requests", DropboxFault.Throttled),
        ("conflict/file_ancestor", DropboxFault.NotAFolder),
        ("path_write/conflict", DropboxFault.Changed),
        ("conflict", DropboxFault.NameTaken),
        ("insufficient_space", DropboxFault.NoRoom),
        ("disallowed_name", DropboxFault.NameNotAllowed),
        ("malformed_path", DropboxFault.NameNotAllowed),
        ("no_write_permission", DropboxFault.AccessDenied),
        ("team_folder", DropboxFault.AccessDenied),
        ("restricted_content", DropboxFault.AccessDenied),
        ("access_restricted", DropboxFault.AccessDenied),
        ("operation_suppressed", DropboxFault.AccessDenied),
        ("incorrect_offset", DropboxFault.OffsetWrong),
        ("closed", DropboxFault.SessionClosed),
        ("content_hash_mismatch", DropboxFault.DamagedOnTheWay),
        ("payload_too_large", DropboxFault.TooLarge),
        ("too_large", DropboxFault.TooLarge),
        ("lookup_failed/not_found", DropboxFault.SessionGone),
        ("concurrent_session_missing_data", DropboxFault.SessionGone),
        ("path/not_found", DropboxFault.ObjectMissing),
        ("path_lookup/not_found", DropboxFault.ObjectMissing),
        ("path/not_file", DropboxFault.ObjectMissing),
        ("path_lookup/not_file", DropboxFault.ObjectMissing),
        ("not_folder", DropboxFault.NotAFolder),
        ("not_found", DropboxFault.SessionGone),
        ("missing_scope", DropboxFault.ScopeMissing),
        ("expired_access_token", DropboxFault.AccessTokenExpired),
        ("invalid_access_token", DropboxFault.AccessTokenExpired),
        ("invalid_grant", DropboxFault.RefreshTokenRefused),
        ("invalid_client", DropboxFault.AppRefused),
        ("invalid_root", DropboxFault.RootWrong),
        ("no_permission", DropboxFault.RootWrong),
    ];

    internal static DropboxFault Of(Exception failure) => failure switch
    {
        DropboxFailure answer => Of(answer.Status, answer.Tags),
        JsonException or InvalidDataException => DropboxFault.StrangeAnswer,
        HttpRequestException { InnerException: AuthenticationException } => DropboxFault.Untrusted,
        HttpRequestException or IOException => DropboxFault.Unreachable,
        _ => DropboxFault.Unknown,
    };

    internal static DropboxFault Of(HttpStatusCode status, string tags)
    {
        foreach ((string words, DropboxFault fault) in ByTags)
        {
            if ($"/{tags}/".Contains($"/{words}/", StringComparison.Ordinal))
            {
                return fault;
            }
        }

        return (int)status switch
        {
            429 => DropboxFault.Throttled,
            408 or >= 500 => DropboxFault.ServerFailed,
            400 => DropboxFault.Malformed,
            401 => DropboxFault.AccessTokenExpired,
            403 or 407 => DropboxFault.AccessDenied,
            416 => DropboxFault.RangeBeyondEnd,
            422 => DropboxFault.RootWrong,
            >= 200 and < 400 => DropboxFault.StrangeAnswer, // a redirect is not followed: it would carry the token elsewhere
            _ => DropboxFault.Unknown,
        };
    }
}
