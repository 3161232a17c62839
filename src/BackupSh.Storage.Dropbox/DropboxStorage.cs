using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace BackupSh.Storage.Dropbox;

/// <summary>A storage in a Dropbox folder.</summary>
internal sealed class DropboxStorage : IBackupStorage, ICreateOnlyStorage, IStorageQuota, ITemporaryLinkStorage, IDisposable
{
    // Source: the Awkhad modules' name of their Dropbox storage in info files.
    internal const string InfoName = "dropbox";

    internal const string ChecksumAlgorithm = "dropbox";

    private readonly DropboxClient _client;
    private readonly DropboxFolder _folder;
    private readonly DropboxListing _listing;
    private readonly DropboxOpening _opening;

    internal DropboxStorage(string name, DropboxStorageOptions options, Func<HttpClient> connect, TimeProvider time, ILogger logger)
    {
        _client = new DropboxClient(name, options, connect, time, logger);
        _folder = new DropboxFolder(_client, options);
        _listing = new DropboxListing(_client, _folder);
        _opening = new DropboxOpening(_client, _folder);
    }

    // Every upload ends with "add only if the name is free", which Dropbox decides.
    public CreateOnlyScope Scope => CreateOnlyScope.AllObjects;

    internal static DropboxStorage Create(string name, DropboxStorageOptions options, IServiceProvider services)
    {
        IHttpClientFactory factory = services.GetRequiredService<IHttpClientFactory>();
        return new DropboxStorage(
            name,
            options,
            () => factory.CreateClient(DropboxClient.HttpClientName),
            services.GetService<TimeProvider>() ?? TimeProvider.System,
            services.GetService<ILoggerFactory>()?.CreateLogger<DropboxStorage>() ?? NullLogger<DropboxStorage>.Instance);
    }

    public async IAsyncEnumerable<StorageObject> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        foreach (StorageObject found in await _listing.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (found.Name.StartsWith(prefix, StringComparison.Ordinal))
            {
                yield return found;
            }
        }
    }

    public Task<StorageObject> UploadAsync(string name, Stream content, UploadOptions options, CancellationToken cancellationToken = default)
    {
        ObjectName.ThrowIfInvalid(name);
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(options);
        return new DropboxUpload(_client, _folder, name, options).RunAsync(content, cancellationToken);
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

        return new DropboxDeletion(_client, _folder, _listing).DeleteAsync(names, cancellationToken);
    }

    public Task<StorageSpace> GetSpaceAsync(CancellationToken cancellationToken = default) => DropboxSpace.GetAsync(_client, cancellationToken);

    public async Task<TemporaryLink> GetTemporaryLinkAsync(string name, TimeSpan lifetime, CancellationToken cancellationToken = default)
    {
        ObjectName.ThrowIfInvalid(name);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(lifetime, TimeSpan.Zero);
        await _opening.RequireAsync(name, cancellationToken).ConfigureAwait(false);
        DateTimeOffset asked = _client.Time.GetUtcNow();
        LinkAnswer answer = await _client.CallAsync(
            "files/get_temporary_link",
            name,
            new PathArgument(_folder.PathOf(name)),
            DropboxJson.Default.PathArgument,
            DropboxJson.Default.LinkAnswer,
            cancellationToken).ConfigureAwait(false);

        // Dropbox takes no lifetime: a link always has its four hours.
        return Uri.TryCreate(answer.Link, UriKind.Absolute, out Uri? address)
            ? new TemporaryLink(address, asked + DropboxLimits.LinkLifetime)
            : throw _client.Errors.StrangeAnswer("a temporary link is no address");
    }

    public T? GetAbility<T>()
        where T : class => this as T;

    public void Dispose() => _client.Dispose();
}
