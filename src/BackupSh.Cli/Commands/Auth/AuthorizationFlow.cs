using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using BackupSh.Shared;

namespace BackupSh.Cli.Commands.Auth;

/// <summary>One authorization by code, with PKCE and a state: both are made anew, and known to nobody else.</summary>
/// <remarks>Source: RFC 6749, 4.1; RFC 7636; RFC 8252, 7.3.</remarks>
internal sealed class AuthorizationFlow(AuthorizationService service, HttpMessageInvoker http)
{
    private readonly string _verifier = NewValue();

    /// <summary>Gets what comes back with the code, if it is ours.</summary>
    internal string State { get; } = NewValue();

    /// <summary>Returns the address to open in a browser.</summary>
    /// <param name="redirect">Where the browser brings the code, or null: then the service shows it.</param>
    internal Uri AddressFor(Uri? redirect)
    {
        Dictionary<string, string> fields = new(service.Parameters)
        {
            ["response_type"] = "code",
            ["client_id"] = service.ClientId,
            ["code_challenge"] = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(_verifier))),
            ["code_challenge_method"] = "S256",
        };
        if (redirect is not null)
        {
            fields["redirect_uri"] = redirect.OriginalString;
            fields["state"] = State;
        }

        string query = string.Join('&', fields.Select(field => $"{field.Key}={Uri.EscapeDataString(field.Value)}"));
        return new UriBuilder(service.AuthorizeAddress) { Query = query }.Uri;
    }

    /// <summary>Makes a refresh token of the code.</summary>
    /// <exception cref="BackupShException"><c>BSH0762</c>, <c>BSH0765</c> or <c>BSH0766</c>.</exception>
    internal async Task<Secret> ExchangeAsync(string code, Uri? redirect, CancellationToken cancellationToken)
    {
        List<KeyValuePair<string, string>> form =
        [
            new("grant_type", "authorization_code"), new("code", code), new("client_id", service.ClientId), new("code_verifier", _verifier),
        ];
        if (redirect is not null)
        {
            form.Add(new("redirect_uri", redirect.OriginalString));
        }

        if (service.ClientSecret is { } secret)
        {
            form.Add(new("client_secret", secret.Reveal()));
        }

        using HttpRequestMessage request = new(HttpMethod.Post, service.TokenAddress) { Content = new FormUrlEncodedContent(form) };
        try
        {
            using HttpResponseMessage response = await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
            string body = await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
            return Read(response, body);
        }
        catch (HttpRequestException exception)
        {
            throw new BackupShException(ErrorTexts.Error("BSH0765", service.Name, exception.Message), exception, isTransient: true);
        }
    }

    private static string NewValue() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    private Secret Read(HttpResponseMessage response, string body)
    {
        JsonElement answer = default;
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            answer = document.RootElement.Clone();
        }
        catch (JsonException)
        {
            // Told below: an answer that is no JSON is none of the service's.
        }

        if (Text(answer, "error") is { } error)
        {
            throw new BackupShException(ErrorTexts.Error("BSH0762", service.Name, $"{error} {Text(answer, "error_description")}".TrimEnd()));
        }

        if (!response.IsSuccessStatusCode || answer.ValueKind != JsonValueKind.Object)
        {
            throw new BackupShException(ErrorTexts.Error("BSH0765", service.Name, $"status {(int)response.StatusCode}"));
        }

        return Text(answer, "refresh_token") is { Length: > 0 } token
            ? Secret.FromValue(token)
            : throw new BackupShException(ErrorTexts.Error("BSH0766", service.Name));
    }

    private static string? Text(JsonElement answer, string name) =>
        answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
