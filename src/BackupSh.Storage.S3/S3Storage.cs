using System.Runtime.CompilerServices;
using Amazon.S3;
using Amazon.S3.Model;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace BackupSh.Storage.S3;

/// <summary>A storage in a bucket of Amazon S3 or of a server that speaks its language.</summary>
internal sealed class S3Storage : IBackupStorage, ICreateOnlyStorage, ITemporaryLinkStorage, IObjectLockStorage, IDisposable
{
    // Source: the Awkhad modules' name of their S3 storage in info files.
    internal const string InfoName = "awkhad_backup_sh";

    // Source: docs.aws.amazon.com, "Sharing objects with presigned URLs".
    private static readonly TimeSpan LongestLink = TimeSpan.FromDays(7);

    private readonly S3Requests _requests;
    private readonly S3Listing _listing;
    private readonly S3Opening _opening;
    private readonly S3Conditions _conditions;
    private readonly S3StaleUploads _stale;

    internal S3Storage(string name, S3StorageOptions options, TimeProvider time, ILogger logger)
    {
        _requests = new S3Requests(name, options, time, logger);
        _listing = new S3Listing(_requests);
        _opening = new S3Opening(_requests, _listing);
        _conditions = new S3Conditions(_requests);
        _stale = new S3StaleUploads(_requests);
    }

    public CreateOnlyScope Scope => _conditions.Scope ?? CreateOnlyScope.SmallObjects;

    internal static S3Storage Create(string name, S3StorageOptions options, IServiceProvider services) => new(
        name,
        options,
        services.GetService<TimeProvider>() ?? TimeProvider.System,
        services.GetService<ILoggerFactory>()?.CreateLogger<S3Storage>() ?? NullLogger<S3Storage>.Instance);

    public async IAsyncEnumerable<StorageObject> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        foreach (StorageObject item in await _listing.ListAsync(prefix, cancellationToken).ConfigureAwait(false))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return item;
        }
    }

    public Task<StorageObject> UploadAsync(string name, Stream content, UploadOptions options, CancellationToken cancellationToken = default)
    {
        ObjectName.ThrowIfInvalid(name);
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(options);
        return new S3Upload(_requests, _conditions, _stale, _opening, name, options).RunAsync(content, cancellationToken);
    }

    public Task<Stream> OpenReadAsync(string name, ReadRange range, CancellationToken cancellationToken = default)
    {
        ObjectName.ThrowIfInvalid(name);
        ArgumentOutOfRangeException.ThrowIfNegative(range.Offset, nameof(range));
        ArgumentOutOfRangeException.ThrowIfNegative(range.Length ?? 0, nameof(range));
        return _opening.OpenAsync(name, range, cancellationToken);
    }

    public Task<IReadOnlyList<DeleteOutcome>> DeleteAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(names);
        foreach (string name in names)
        {
            ObjectName.ThrowIfInvalid(name);
        }

        cancellationToken.ThrowIfCancellationRequested();
        return new S3Deletion(_requests, _listing).DeleteAsync(names, cancellationToken);
    }

    public async Task<TemporaryLink> GetTemporaryLinkAsync(string name, TimeSpan lifetime, CancellationToken cancellationToken = default)
    {
        ObjectName.ThrowIfInvalid(name);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(lifetime, TimeSpan.Zero);
        _ = await RequireAsync(name, cancellationToken).ConfigureAwait(false);
        if (_requests.Keys.StartWithDot)
        {
            throw _requests.Errors.NoLink(name);
        }

        DateTimeOffset end = _requests.Time.GetUtcNow() + (lifetime < LongestLink ? lifetime : LongestLink);
        GetPreSignedUrlRequest request = new()
        {
            BucketName = _requests.Bucket,
            Key = _requests.Keys.Of(name),
            Verb = HttpVerb.GET,
            Expires = end.UtcDateTime,
            Protocol = _requests.Options.ServiceUrl?.StartsWith("http:", StringComparison.OrdinalIgnoreCase) == true ? Protocol.HTTP : Protocol.HTTPS,
        };
        return new TemporaryLink(new Uri(await _requests.Client.GetPreSignedURLAsync(request).ConfigureAwait(false)), end);
    }

    public async Task<DateTimeOffset?> GetRetainedUntilAsync(string name, CancellationToken cancellationToken = default)
    {
        ObjectName.ThrowIfInvalid(name);
        GetObjectMetadataResponse head = await RequireAsync(name, cancellationToken).ConfigureAwait(false);
        return S3Deletion.RetainedUntil(head);
    }

    public T? GetAbility<T>()
        where T : class =>
        (typeof(T) == typeof(ICreateOnlyStorage) && _conditions.Scope is null)
        || (typeof(T) == typeof(IObjectLockStorage) && _requests.Options.ObjectLock == S3ObjectLock.None)
            ? null
            : this as T;

    public void Dispose()
    {
        _conditions.Dispose();
        _requests.Dispose();
    }

    private async Task<GetObjectMetadataResponse> RequireAsync(string name, CancellationToken cancellationToken)
    {
        if (await _requests.HeadAsync(name, cancellationToken).ConfigureAwait(false) is { } head)
        {
            return head;
        }

        await _listing.RequireBucketAsync(cancellationToken).ConfigureAwait(false);
        throw new StorageObjectNotFoundException(_requests.Storage, name);
    }
}
