using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Amazon.Runtime.Credentials;
using BackupSh.Shared;

namespace BackupSh.Storage.S3;

/// <summary>Where the credentials of requests come from, and how they are renewed in the middle of an upload.</summary>
/// <remarks>The SDK asks for each request, so a part that is sent after a renewal is signed with the new ones.</remarks>
internal sealed class S3CredentialsSource : AWSCredentials, IDisposable
{
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);

    // Source: AWS IAM is eventually consistent; new keys have been seen to be unknown for up to some ten seconds.
    private static readonly TimeSpan Activation = TimeSpan.FromSeconds(60);

    private readonly string _storage;
    private readonly S3StorageOptions _options;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _lock = new(1);
    private AWSCredentials? _sdk;
    private S3Credentials? _provided;
    private DateTimeOffset _providedAt;

    internal S3CredentialsSource(string storage, S3StorageOptions options, TimeProvider time)
    {
        _storage = storage;
        _options = options;
        _time = time;
    }

    /// <summary>Gets a value indicating whether the server may not know the credentials yet, because they are so new.</summary>
    internal bool MayBeTooNew => _provided is not null && _time.GetUtcNow() - _providedAt < Activation;

    /// <summary>Gets a value indicating whether there is a way to other credentials than the last ones.</summary>
    internal bool CanRenew => _options.CredentialsProvider is not null || _options.SecretAccessKey is not null || _sdk is RefreshingAWSCredentials;

    public override ImmutableCredentials GetCredentials() => GetCredentialsAsync().GetAwaiter().GetResult();

    public override Task<ImmutableCredentials> GetCredentialsAsync() => GetAsync(renew: false, CancellationToken.None);

    /// <summary>Gets new credentials, because the server has refused the last ones as expired.</summary>
    internal Task RenewAsync(CancellationToken cancellationToken) => GetAsync(renew: true, cancellationToken);

    public void Dispose() => _lock.Dispose();

    private async Task<ImmutableCredentials> GetAsync(bool renew, CancellationToken cancellationToken)
    {
        if (_options.CredentialsProvider is { } provider)
        {
            S3Credentials provided = await ProvidedAsync(provider, renew, cancellationToken).ConfigureAwait(false);
            return Immutable(provided.AccessKeyId, provided.SecretAccessKey, provided.SessionToken);
        }

        if (_options.SecretAccessKey is { } secret)
        {
            // Read at each use: a file or variable may hold other ones by now.
            return Immutable(_options.AccessKeyId!, secret, _options.SessionToken);
        }

        _sdk ??= FindWithSdk();
        if (renew && _sdk is RefreshingAWSCredentials refreshing)
        {
            refreshing.ClearCredentials();
        }

        return await _sdk.GetCredentialsAsync().ConfigureAwait(false);
    }

    private static ImmutableCredentials Immutable(string id, Secret secret, Secret? token) => new(id, secret.Reveal(), token?.Reveal());

    private async Task<S3Credentials> ProvidedAsync(S3CredentialsProvider provider, bool renew, CancellationToken cancellationToken)
    {
        S3Credentials? refused = renew ? _provided : null;
        await _lock.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            bool isGood = _provided is not null && _provided != refused && !(_provided.ExpiresAt - Margin <= _time.GetUtcNow());
            if (!isGood)
            {
                // Parts in parallel are refused together: the first one renews for all.
                S3Credentials provided = await provider(renew, cancellationToken).ConfigureAwait(false);
                _providedAt = provided.AccessKeyId == _provided?.AccessKeyId ? _providedAt : _time.GetUtcNow();
                _provided = provided;
            }

            return _provided!;
        }
        finally
        {
            _lock.Release();
        }
    }

    private AWSCredentials FindWithSdk()
    {
        try
        {
            if (string.IsNullOrEmpty(_options.Profile))
            {
                return DefaultAWSCredentialsIdentityResolver.GetCredentials();
            }

            if (new CredentialProfileStoreChain().TryGetAWSCredentials(_options.Profile, out AWSCredentials found))
            {
                return found;
            }
        }
        catch (AmazonClientException exception)
        {
            throw new StorageException(_storage, null, ErrorTexts.Error("BSH0273", _storage, _options.Profile ?? "", exception.Message), exception);
        }

        throw new StorageException(_storage, null, ErrorTexts.Error("BSH0273", _storage, _options.Profile, "there is no such profile"));
    }
}
