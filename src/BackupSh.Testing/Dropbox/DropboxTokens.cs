using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace BackupSh.Testing.Dropbox;

/// <summary>OAuth 2: the consent, which everybody gives at once, codes with PKCE, refresh tokens and short-lived access tokens.</summary>
internal sealed class DropboxTokens(DropboxServerOptions options)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, DateTimeOffset> _access = [];
    private readonly Dictionary<string, bool> _refresh = new() { [options.RefreshToken] = false };
    private readonly Dictionary<string, Consent> _codes = [];

    internal int IssuedCount { get; private set; }

    /// <summary>Lets every access token expire.</summary>
    internal void Expire()
    {
        lock (_lock)
        {
            foreach (string token in _access.Keys.ToList())
            {
                _access[token] = options.TimeProvider.GetUtcNow();
            }
        }
    }

    /// <summary>Revokes every refresh token, and with it the access tokens.</summary>
    internal void Revoke()
    {
        lock (_lock)
        {
            _access.Clear();
            _refresh.Clear();
        }
    }

    internal string IssueAccess()
    {
        lock (_lock)
        {
            IssuedCount++;
            string token = "sl." + NewValue();
            _access[token] = options.TimeProvider.GetUtcNow() + options.AccessTokenLifetime;
            return token;
        }
    }

    /// <summary>Throws unless a request carries a token that is valid now.</summary>
    internal void Require(string endpoint, string? authorization)
    {
        if (authorization?.StartsWith("Bearer ", StringComparison.Ordinal) != true)
        {
            throw DropboxRefusal.BadRequest(endpoint, "Must provide HTTP header \"Authorization\" or URL parameter \"authorization\".");
        }

        lock (_lock)
        {
            if (!_access.TryGetValue(authorization["Bearer ".Length..], out DateTimeOffset until))
            {
                throw DropboxRefusal.Unauthorized(DropboxJson.Union("invalid_access_token"));
            }

            if (until <= options.TimeProvider.GetUtcNow())
            {
                throw DropboxRefusal.Unauthorized(DropboxJson.Union("expired_access_token"));
            }
        }
    }

    /// <summary>The page on which a user allows the app in: here, a redirect with a code, or the code as text.</summary>
    internal async Task AuthorizeAsync(HttpContext context)
    {
        IQueryCollection query = context.Request.Query;
        if (query["client_id"] != options.AppKey || query["response_type"] != "code")
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        string code = NewValue();
        string redirect = query["redirect_uri"].ToString();
        lock (_lock)
        {
            _codes[code] = new Consent(redirect, query["code_challenge"].ToString(), query["token_access_type"] == "offline");
        }

        if (redirect.Length == 0)
        {
            await context.Response.WriteAsync(code).ConfigureAwait(false);
            return;
        }

        context.Response.Redirect(QueryHelpers.AddQueryString(redirect, new Dictionary<string, string?> { ["code"] = code, ["state"] = query["state"] }));
    }

    internal async Task AnswerAsync(HttpContext context)
    {
        Dictionary<string, string> form = await ReadFormAsync(context.Request).ConfigureAwait(false);
        (int status, JsonObject answer) = form.GetValueOrDefault("grant_type") switch
        {
            "refresh_token" => Refresh(form),
            "authorization_code" => Exchange(form),
            _ => Refuse("unsupported_grant_type", "Unsupported grant type"),
        };
        context.Response.StatusCode = status;
        await context.Response.WriteAsJsonAsync(answer).ConfigureAwait(false);
    }

    // Source: what clients really send: a form, the query (the JavaScript SDK), and Basic authentication (Go's oauth2).
    private static async Task<Dictionary<string, string>> ReadFormAsync(HttpRequest request)
    {
        Dictionary<string, string> form = request.Query.ToDictionary(field => field.Key, field => field.Value.ToString());
        if (request.HasFormContentType)
        {
            foreach ((string key, Microsoft.Extensions.Primitives.StringValues value) in await request.ReadFormAsync().ConfigureAwait(false))
            {
                form[key] = value.ToString();
            }
        }

        if (request.Headers.Authorization.ToString() is { } basic && basic.StartsWith("Basic ", StringComparison.Ordinal))
        {
            string[] pair = Encoding.UTF8.GetString(Convert.FromBase64String(basic["Basic ".Length..])).Split(':', 2);
            form["client_id"] = Uri.UnescapeDataString(pair[0]);
            form["client_secret"] = Uri.UnescapeDataString(pair[1]);
        }

        return form;
    }

    private static (int Status, JsonObject Answer) Refuse(string error, string description) =>
        (StatusCodes.Status400BadRequest, new JsonObject { ["error"] = error, ["error_description"] = description });

    private static string NewValue() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(20));

    private (int Status, JsonObject Answer) Refresh(Dictionary<string, string> form)
    {
        bool isPublic;
        lock (_lock)
        {
            if (!_refresh.TryGetValue(form.GetValueOrDefault("refresh_token") ?? "", out isPublic))
            {
                return Refuse("invalid_grant", "refresh token is invalid or revoked");
            }
        }

        return IsClient(form, needsSecret: !isPublic)
            ? (StatusCodes.Status200OK, Answer(null))
            : Refuse("invalid_client", "Invalid client_id or client_secret");
    }

    private (int Status, JsonObject Answer) Exchange(Dictionary<string, string> form)
    {
        lock (_lock)
        {
            if (!_codes.Remove(form.GetValueOrDefault("code") ?? "", out Consent? consent)
                || consent.RedirectUri != (form.GetValueOrDefault("redirect_uri") ?? ""))
            {
                return Refuse("invalid_grant", "code doesn't exist or has expired");
            }

            bool isPublic = consent.Challenge.Length > 0;
            string challenge = WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(form.GetValueOrDefault("code_verifier") ?? "")));
            if (isPublic && challenge != consent.Challenge)
            {
                return Refuse("invalid_grant", "invalid code verifier");
            }

            if (!IsClient(form, needsSecret: !isPublic))
            {
                return Refuse("invalid_client", "Invalid client_id or client_secret");
            }

            string? refresh = consent.IsOffline ? NewValue() : null;
            if (refresh is not null)
            {
                _refresh[refresh] = isPublic;
            }

            return (StatusCodes.Status200OK, Answer(refresh));
        }
    }

    private bool IsClient(Dictionary<string, string> form, bool needsSecret) =>
        form.GetValueOrDefault("client_id") == options.AppKey
        && (form.TryGetValue("client_secret", out string? secret) ? secret == options.AppSecret : !needsSecret);

    private JsonObject Answer(string? refreshToken)
    {
        JsonObject answer = new()
        {
            ["access_token"] = IssueAccess(),
            ["expires_in"] = (long)options.AccessTokenLifetime.TotalSeconds,
            ["token_type"] = "bearer",
            ["scope"] = string.Join(' ', options.Scopes.Order(StringComparer.Ordinal)),
            ["account_id"] = "dbid:test-account",
            ["uid"] = "1",
        };
        if (refreshToken is not null)
        {
            answer["refresh_token"] = refreshToken;
        }

        return answer;
    }

    private sealed record Consent(string RedirectUri, string Challenge, bool IsOffline);
}
