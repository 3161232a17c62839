using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace BackupSh.Testing.GoogleDrive;

/// <summary>The token endpoint, and who a token speaks for.</summary>
internal sealed class DriveTokens : IDisposable
{
    internal const string ClientId = "backupsh-test.apps.googleusercontent.com";
    internal const string ServiceAccount = "backup@backupsh-test.iam.gserviceaccount.com";

    // Google's library names Google's endpoint, whichever it asks.
    private const string Audience = "https://oauth2.googleapis.com/token";
    private const string JwtBearer = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    // Source: the guide "Using OAuth 2.0 for server to server applications": an assertion lives an hour at most.
    private static readonly TimeSpan MaximumAssertion = TimeSpan.FromHours(1);

    private readonly Dictionary<string, DriveAccess> _access = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _refresh = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string Scope, string RedirectUri, string? Challenge)> _codes = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private readonly RSA _key = RSA.Create(2048);
    private readonly GoogleDriveServerSettings _options;
    private readonly string _person;

    internal DriveTokens(GoogleDriveServerSettings options, string person)
    {
        _options = options;
        _person = person;
        RefreshToken = Grant(DriveAccess.FullScope);
    }

    internal string ClientSecret { get; } = "GOCSPX-" + DriveFiles.Base64Url(21);

    internal string RefreshToken { get; }

    internal string PrivateKeyPem => _key.ExportPkcs8PrivateKeyPem();

    /// <summary>Lets a token speak for the person, for clients that cannot fetch one.</summary>
    internal void Admit(string accessToken) => Issue(accessToken, new DriveAccess(_person, DriveAccess.FullScope, false, DateTimeOffset.MaxValue));

    internal void ExpireAccess()
    {
        lock (_lock)
        {
            _access.Clear();
        }
    }

    internal void RevokeRefresh()
    {
        lock (_lock)
        {
            _refresh.Clear();
        }
    }

    internal DriveAccess? Find(string? authorization)
    {
        const string scheme = "Bearer ";
        lock (_lock)
        {
            return authorization is not null && authorization.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)
                && _access.TryGetValue(authorization[scheme.Length..], out DriveAccess? access) && access.Expires > _options.TimeProvider.GetUtcNow()
                ? access
                : null;
        }
    }

    /// <summary>The page where a person consents: here everybody does, at once.</summary>
    internal void Consent(HttpContext context)
    {
        IQueryCollection query = context.Request.Query;
        string code = "4/0A" + DriveFiles.Base64Url(30);
        lock (_lock)
        {
            _codes[code] = (query["scope"].ToString(), query["redirect_uri"].ToString(), query["code_challenge"].ToString() is { Length: > 0 } challenge ? challenge : null);
        }

        context.Response.Redirect(QueryHelpers.AddQueryString(
            query["redirect_uri"].ToString(), new Dictionary<string, string?> { ["state"] = query["state"], ["code"] = code, ["scope"] = query["scope"] }));
    }

    internal async Task AnswerAsync(HttpContext context)
    {
        IFormCollection form = await context.Request.ReadFormAsync(context.RequestAborted).ConfigureAwait(false);
        (int status, JsonObject body) = form["grant_type"].ToString() switch
        {
            "refresh_token" => Refresh(form),
            "authorization_code" => Exchange(form),
            JwtBearer => Assert(form["assertion"].ToString(), $"{context.Request.Scheme}://{context.Request.Host}{context.Request.Path}"),
            _ => Refuse("unsupported_grant_type", "Invalid grant_type"),
        };
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        await context.Response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(body), context.RequestAborted).ConfigureAwait(false);
    }

    public void Dispose() => _key.Dispose();

    private static (int Status, JsonObject Body) Refuse(string error, string description, int status = 400) =>
        (status, new JsonObject { ["error"] = error, ["error_description"] = description });

    private (int Status, JsonObject Body) Refresh(IFormCollection form)
    {
        if (RefuseClient(form) is { } refusal)
        {
            return refusal;
        }

        lock (_lock)
        {
            return _refresh.TryGetValue(form["refresh_token"].ToString(), out string? scope)
                ? (200, Issue(_person, scope, isServiceAccount: false))
                : Refuse("invalid_grant", "Token has been expired or revoked.");
        }
    }

    private (int Status, JsonObject Body) Exchange(IFormCollection form)
    {
        if (RefuseClient(form) is { } refusal)
        {
            return refusal;
        }

        lock (_lock)
        {
            if (!_codes.Remove(form["code"].ToString(), out (string Scope, string RedirectUri, string? Challenge) code)
                || code.RedirectUri != form["redirect_uri"].ToString()
                || (code.Challenge is not null && code.Challenge != WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString())))))
            {
                return Refuse("invalid_grant", "Malformed auth code.");
            }

            JsonObject body = Issue(_person, code.Scope, isServiceAccount: false);
            body["refresh_token"] = Grant(code.Scope);
            return (200, body);
        }
    }

    private (int Status, JsonObject Body)? RefuseClient(IFormCollection form) =>
        form["client_id"] == ClientId && form["client_secret"] == ClientSecret ? null : Refuse("invalid_client", "The OAuth client was not found.", 401);

    private (int Status, JsonObject Body) Assert(string assertion, string address)
    {
        string[] parts = assertion.Split('.');
        if (parts.Length != 3
            || !_key.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), WebEncoders.Base64UrlDecode(parts[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))
        {
            return Refuse("invalid_grant", "Invalid JWT Signature.");
        }

        JsonObject claims = JsonNode.Parse(WebEncoders.Base64UrlDecode(parts[1]))!.AsObject();
        DateTimeOffset expires = DateTimeOffset.FromUnixTimeSeconds(claims["exp"]!.GetValue<long>());
        DateTimeOffset issued = DateTimeOffset.FromUnixTimeSeconds(claims["iat"]!.GetValue<long>());
        if (claims["iss"]?.GetValue<string>() != ServiceAccount || (claims["aud"]?.GetValue<string>() is var audience && audience != Audience && audience != address)
            || expires <= _options.TimeProvider.GetUtcNow() || expires - issued > MaximumAssertion)
        {
            return Refuse("invalid_grant", "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values in the JWT claim.");
        }

        string scope = claims["scope"]?.GetValue<string>() ?? "";
        return claims["sub"]?.GetValue<string>() switch
        {
            null or "" or ServiceAccount => (200, Issue(ServiceAccount, scope, isServiceAccount: true)),
            { } subject when subject == _person => (200, Issue(subject, scope, isServiceAccount: false)),
            _ => Refuse(
                "unauthorized_client",
                "Client is unauthorized to retrieve access tokens using this method, or client not authorized for any of the scopes requested.",
                401),
        };
    }

    private string Grant(string scope)
    {
        string token = "1//0" + DriveFiles.Base64Url(60);
        lock (_lock)
        {
            _refresh[token] = scope;
        }

        return token;
    }

    private JsonObject Issue(string account, string scope, bool isServiceAccount)
    {
        string token = "ya29." + DriveFiles.Base64Url(120);
        Issue(token, new DriveAccess(account, scope, isServiceAccount, _options.TimeProvider.GetUtcNow() + _options.AccessTokenLifetime));
        return new JsonObject
        {
            ["access_token"] = token,
            ["expires_in"] = (long)_options.AccessTokenLifetime.TotalSeconds,
            ["scope"] = scope,
            ["token_type"] = "Bearer",
        };
    }

    private void Issue(string token, DriveAccess access)
    {
        lock (_lock)
        {
            _access[token] = access;
        }
    }
}
