namespace BackupSh.Cli.Commands.Auth;

/// <summary>A service that lets apps in by OAuth 2, with a code.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="AuthorizeAddress">The page on which somebody agrees.</param>
/// <param name="TokenAddress">Where a code becomes tokens.</param>
/// <param name="ClientId">The app's public key or id.</param>
/// <param name="ClientSecret">The app's secret, where the service wants one in spite of PKCE.</param>
/// <param name="Parameters">What the page is told besides, for example that a refresh token is wanted.</param>
internal sealed record AuthorizationService(
    string Name, Uri AuthorizeAddress, Uri TokenAddress, string ClientId, Secret? ClientSecret, IReadOnlyDictionary<string, string> Parameters);
