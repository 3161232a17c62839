using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using BackupSh.Shared;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace BackupSh.Storage.GoogleDrive;

/// <summary>A storage in a folder of Google Drive.</summary>
/// <remarks>Objects are the files with bytes that lie directly in it and have names of the grammar. Names are not unique in
/// Drive: what follows from that stands in <c>docs/storage/google-drive.md</c>.</remarks>
internal sealed class GoogleDriveStorage : IBackupStorage, IStorageQuota
{
    // Source: files.list, parameter pageSize.
    internal const int MaximumPageSize = 1000;

    private readonly GoogleDriveStorageOptions _options;
    private readonly DriveClient _client;
    private readonly DriveRequests _requests;
    private readonly DriveFolder _folder;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    internal GoogleDriveStorage(
        string name, GoogleDriveStorageOptions options, DriveHttp http, TimeProvider time, ILogger logger, RetryLimits limits, int pageSize = MaximumPageSize)
    {
        _options = options;
        _time = time;
        _logger = logger;
        DriveCredentials credentials = new(options, http, time);
        _client = new DriveClient(http, credentials, options, time);
        _requests = new DriveRequests(
            DriveRequests.CreateRetry(time, logger, limits), new GoogleDriveErrors(name, options.FolderId, credentials.IsServiceAccount));
        _folder = new DriveFolder(_client, _requests, options.FolderId, pageSize);
    }

    internal static GoogleDriveStorage Create(string name, GoogleDriveStorageOptions options, IServiceProvider services) => new(
        name,
        options,
        new DriveHttp(services.GetRequiredService<IHttpMessageHandlerFactory>()),
        services.GetService<TimeProvider>() ?? TimeProvider.System,
        services.GetService<ILoggerFactory>()?.CreateLogger<GoogleDriveStorage>() ?? NullLogger<GoogleDriveStorage>.Instance,
        RetryLimits.Default);

    /// <inheritdoc/>
    public async IAsyncEnumerable<StorageObject> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        cancellationToken.ThrowIfCancellationRequested();

        // Listed to its end before the first object is told: a listing that breaks must not look like a short one.
        foreach (DriveFile file in await _folder.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            if (file.Name!.StartsWith(prefix, StringComparison.Ordinal))
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return file.ToObject();
            }
        }
    }

    /// <inheritdoc/>
    public Task<StorageObject> UploadAsync(string name, Stream content, UploadOptions options, CancellationToken cancellationToken = default)
    {
        ObjectName.ThrowIfInvalid(name);
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(options);
        return new GoogleDriveUpload(_client, _requests, _folder, _options.PartSizeBytes, _logger, name, options).RunAsync(content, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<Stream> OpenReadAsync(string name, ReadRange range, CancellationToken cancellationToken = default)
    {
        ObjectName.ThrowIfInvalid(name);
        ArgumentOutOfRangeException.ThrowIfNegative(range.Offset);
        ArgumentOutOfRangeException.ThrowIfNegative(range.Length ?? 0);
        cancellationToken.ThrowIfCancellationRequested();
        DriveFile file = await _folder.FindOneAsync(name, cancellationToken).ConfigureAwait(false) ?? throw _requests.Errors.NotFound(name);
        if (range.IfVersion is { } version && version != file.Version)
        {
            throw _requests.Errors.AnotherVersion(name);
        }

        long size = file.Size!.Value;
        long start = Math.Min(range.Offset, size);
        long end = start + Math.Min(range.Length ?? long.MaxValue, size - start);
        return new ObjectReadStream(new DriveReader(_client, _requests.Errors, file, end), _requests.Retry, _options.IdleTimeout, _time)
        {
            Start = start,
            End = end,
            Check = start == 0 && end == size ? CheckOf(file) : null,
        };
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<DeleteOutcome>> DeleteAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(names);
        foreach (string name in names)
        {
            ObjectName.ThrowIfInvalid(name);
        }

        cancellationToken.ThrowIfCancellationRequested();
        ILookup<string, DriveFile> found = await _folder.FindAsync(names, cancellationToken).ConfigureAwait(false);
        if (names.Any(name => !found.Contains(name)))
        {
            // In a folder that is not there, nothing is missing.
            await _folder.RequireAsync(cancellationToken).ConfigureAwait(false);
        }

        List<DeleteOutcome> outcomes = new(names.Count);
        foreach (string name in names)
        {
            outcomes.Add(await DeleteAsync(name, [.. found[name]], cancellationToken).ConfigureAwait(false));
        }

        return outcomes;
    }

    /// <inheritdoc/>
    public async Task<StorageSpace> GetSpaceAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (await _folder.RequireAsync(cancellationToken).ConfigureAwait(false) is not null)
        {
            return new StorageSpace(null, null); // a shared drive's room is its organization's, and Drive tells nobody
        }

        DriveAbout about = await _requests.RunAsync("Ask for the room", null, _client.AboutAsync, cancellationToken).ConfigureAwait(false);
        return about.StorageQuota?.Limit is { } limit
            ? new StorageSpace(limit, Math.Max(0, limit - (about.StorageQuota.Usage ?? 0)))
            : new StorageSpace(null, null);
    }

    private static HashContentCheck? CheckOf(DriveFile file) =>
        file.Sha256Checksum is { } sha256 ? new HashContentCheck(HashAlgorithmName.SHA256, sha256)
        : file.Md5Checksum is { } md5 ? new HashContentCheck(HashAlgorithmName.MD5, md5)
        : null;

    private async Task<DeleteOutcome> DeleteAsync(string name, DriveFile[] files, CancellationToken cancellationToken)
    {
        if (files.Length == 0)
        {
            return new DeleteOutcome(name, DeleteStatus.NotFound);
        }

        if (files.Length > 1)
        {
            return new DeleteOutcome(name, DeleteStatus.Failed, _requests.Errors.Duplicates(name, files.Select(file => file.Id!)).Error);
        }

        try
        {
            await _folder.RemoveAsync(files[0].Id!, name, _options.Deletion, cancellationToken).ConfigureAwait(false);
            return new DeleteOutcome(name, DeleteStatus.Deleted);
        }
        catch (StorageException exception)
        {
            return new DeleteOutcome(name, DeleteStatus.Failed, exception.Error);
        }
    }
}
