using System.Text.Json;

namespace BackupSh.Storage.Dropbox;

/// <summary>Access tokens: made of the refresh token when one is needed, by one caller at a time.</summary>
internal sealed class DropboxTokenSource(DropboxStorageOptions options, TimeProvider time) : IDisposable
{
    // A token that ends while a request is under way would fail it: better renewed before.
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);

    private readonly SemaphoreSlim _turn = new(1);
    private string? _token;
    private DateTimeOffset _until;

    /// <summary>Returns a token.</summary>
    /// <param name="rejected">The one that was just refused, or <see langword="null"/>: it is renewed, unless somebody else has done that.</param>
    /// <param name="send">Sends the request for a new one.</param>
    /// <param name="cancellationToken">Cancels waiting and asking.</param>
    internal async Task<string> GetAsync(
        string? rejected, Func<HttpRequestMessage, CancellationToken, Task<string>> send, CancellationToken cancellationToken)
    {
        if (options.AccessToken is { } fixedToken)
        {
            return fixedToken.Reveal();
        }

        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            DateTimeOffset now = time.GetUtcNow();
            if (_token is null || _token == rejected || _until - Margin <= now)
            {
                TokenAnswer answer = await RenewAsync(send, cancellationToken).ConfigureAwait(false);
                _token = answer.AccessToken!;
                _until = now + TimeSpan.FromSeconds(answer.ExpiresIn ?? 0);
            }

            return _token;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task<TokenAnswer> RenewAsync(Func<HttpRequestMessage, CancellationToken, Task<string>> send, CancellationToken cancellationToken)
    {
        List<KeyValuePair<string, string>> form =
        [
            new("grant_type", "refresh_token"), new("refresh_token", options.RefreshToken!.Reveal()), new("client_id", options.AppKey!),
        ];
        if (options.AppSecret is { } secret)
        {
            form.Add(new("client_secret", secret.Reveal()));
        }

        using HttpRequestMessage request = new(HttpMethod.Post, new Uri(DropboxAddresses.Api(options), "oauth2/token"))
        {
            Content = new FormUrlEncodedContent(form),
        };
        TokenAnswer? answer = JsonSerializer.Deserialize(await send(request, cancellationToken).ConfigureAwait(false), DropboxJson.Default.TokenAnswer);
        return string.IsNullOrEmpty(answer?.AccessToken) ? throw new InvalidDataException("It holds no access token.") : answer;
    }
}
