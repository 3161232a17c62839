using BackupSh.Shared;
using Google.Apis.Auth.OAuth2;
using Google.Apis.Auth.OAuth2.Flows;
using Google.Apis.Auth.OAuth2.Responses;
using Google.Apis.Http;
using Google.Apis.Util;

namespace BackupSh.Storage.GoogleDrive;

/// <summary>Access tokens, of a service account or of a person. Google's library makes and keeps them; it repeats nothing.</summary>
/// <remarks>Secrets are read again for each token, so that they can be changed without a restart.</remarks>
internal sealed class DriveCredentials(GoogleDriveStorageOptions options, Google.Apis.Http.IHttpClientFactory clients, TimeProvider time)
{
    // Source: the guide "Using OAuth 2.0 to access Google APIs".
    private const string PersonTokenAddress = "https://oauth2.googleapis.com/token";
    private const string ConsentAddress = "https://accounts.google.com/o/oauth2/v2/auth";

    private readonly Lock _lock = new();
    private readonly SystemClock _clock = new(time);
    private (string Secrets, ITokenAccess Access)? _made;

    /// <summary>Gets a value indicating whether a service account acts for itself: then it has no room of its own.</summary>
    internal bool IsServiceAccount => options.ServiceAccountKey is not null && options.Subject is null;

    /// <summary>Returns an access token that is good now.</summary>
    /// <param name="renews">Whether Drive refused the last one, so that a new one is needed whatever its time says.</param>
    /// <param name="cancellationToken">Cancels the request for it.</param>
    internal async Task<string> GetTokenAsync(bool renews, CancellationToken cancellationToken)
    {
        ITokenAccess access = Make();
        if (renews)
        {
            await (access switch
            {
                UserCredential person => person.RefreshTokenAsync(cancellationToken),
                ServiceAccountCredential account => account.RequestAccessTokenAsync(cancellationToken),
                _ => throw new InvalidOperationException($"'{access.GetType()}' cannot be renewed."),
            }).ConfigureAwait(false);
        }

        return await access.GetAccessTokenForRequestAsync(authUri: null, cancellationToken).ConfigureAwait(false);
    }

    private ITokenAccess Make()
    {
        string[] secrets = [.. new[] { options.ServiceAccountKey, options.ClientSecret, options.RefreshToken }.Select(secret => secret?.Reveal() ?? "")];
        string all = string.Join('\n', secrets);
        lock (_lock)
        {
            if (_made is { } made && made.Secrets == all)
            {
                return made.Access;
            }

            ITokenAccess access = options.ServiceAccountKey is not null ? MakeAccount(secrets[0]) : MakePerson(secrets[1], secrets[2]);
            _made = (all, access);
            return access;
        }
    }

    private ServiceAccountCredential MakeAccount(string json)
    {
        ServiceAccountKeyFile key = ServiceAccountKeyFile.TryParse(json) ?? throw new BackupShException(ErrorTexts.Error("BSH0932"));
        return new ServiceAccountCredential(
            new ServiceAccountCredential.Initializer(key.Email, options.TokenAddress ?? key.TokenAddress ?? PersonTokenAddress)
            {
                User = options.Subject,
                Scopes = [options.Scope],
                UseJwtAccessWithScopes = false,
                Clock = _clock,
                HttpClientFactory = clients,
                DefaultExponentialBackOffPolicy = ExponentialBackOffPolicy.None,
            }.FromPrivateKey(key.PrivateKey));
    }

    private UserCredential MakePerson(string clientSecret, string refreshToken)
    {
        AuthorizationCodeFlow flow = new(new AuthorizationCodeFlow.Initializer(ConsentAddress, options.TokenAddress ?? PersonTokenAddress)
        {
            ClientSecrets = new ClientSecrets { ClientId = options.ClientId, ClientSecret = clientSecret },
            Clock = _clock,
            HttpClientFactory = clients,
            DefaultExponentialBackOffPolicy = ExponentialBackOffPolicy.None,
        });
        return new UserCredential(flow, "person", new TokenResponse { RefreshToken = refreshToken });
    }

    private sealed class SystemClock(TimeProvider time) : IClock
    {
        public DateTime Now => time.GetLocalNow().DateTime;

        public DateTime UtcNow => time.GetUtcNow().UtcDateTime;
    }
}
