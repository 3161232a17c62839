using System.Text;
using Microsoft.Extensions.Logging;

namespace BackupSh.Storage.GoogleDrive;

/// <summary>One upload: look whether the name is free, send, check, and look again whether the name is ours alone.</summary>
/// <remarks>The id is made before the file, so that no repetition makes a second file.</remarks>
internal sealed class GoogleDriveUpload(
    DriveClient client, DriveRequests requests, DriveFolder folder, int partBytes, ILogger logger, string name, UploadOptions upload)
{
    // Source: the guide "Add custom file properties": key and value together, and the properties of one app.
    private const int MaximumPropertyBytes = 124;
    private const int MaximumProperties = 30;
    private const int MaximumSessions = 3;

    private static readonly TimeSpan CleanupTimeout = TimeSpan.FromSeconds(30);

    private string? _id;
    private UploadSession? _session;
    private int _sessions;
    private bool _mayBeStored;

    internal async Task<StorageObject> RunAsync(Stream content, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if ((await folder.FindAsync([name], cancellationToken).ConfigureAwait(false))[name].Any())
        {
            throw requests.Errors.Exists(name);
        }

        UploadWindow window = new(content, partBytes, upload.SizeHintBytes, cancellationToken);
        await using (window.ConfigureAwait(false))
        {
            try
            {
                await window.FillAsync().ConfigureAwait(false);
                _id = await requests.RunAsync("Make an id", name, client.GenerateIdAsync, cancellationToken).ConfigureAwait(false);
                DriveFile stored = await SendAsync(window, cancellationToken).ConfigureAwait(false);
                Check(stored, window);
                await new SoleName(client, requests, folder, logger, name, _id).ConfirmAsync(cancellationToken).ConfigureAwait(false);
                return stored.ToObject();
            }
            catch
            {
                await RemoveAsync().ConfigureAwait(false);
                throw;
            }
        }
    }

    private async Task<DriveFile> SendAsync(UploadWindow window, CancellationToken cancellationToken)
    {
        DriveFile? file = await StartAsync(window, cancellationToken).ConfigureAwait(false);
        while (file is null)
        {
            _mayBeStored |= window.HasAll;
            try
            {
                file = await _session!.SendAsync(window, cancellationToken).ConfigureAwait(false);
                upload.Progress?.Report(file is null ? window.Start : window.End);
            }
            catch (StorageException exception) when (exception.Code == GoogleDriveErrors.SessionLostCode)
            {
                file = await RecoverAsync(window, exception, cancellationToken).ConfigureAwait(false);
            }

            if (file is null)
            {
                await window.FillAsync().ConfigureAwait(false);
            }
        }

        return file;
    }

    /// <returns>The file if there is one of our id already: an answer was lost, and its session is gone.</returns>
    private async Task<DriveFile?> StartAsync(UploadWindow window, CancellationToken cancellationToken)
    {
        _sessions++;
        DriveNewFile file = new(_id!, name, "application/octet-stream", [folder.Id], Properties());
        _session = await UploadSession.StartAsync(client, requests, file, window.HasAll ? window.End : null, cancellationToken).ConfigureAwait(false);
        return _session is not null ? null
            : await LookAsync(cancellationToken).ConfigureAwait(false) ?? throw requests.Errors.Strange("the id of a new file is taken by none", name);
    }

    /// <summary>The session is gone: either the file stands, or everything is still in memory, or the upload has failed.</summary>
    private async Task<DriveFile?> RecoverAsync(UploadWindow window, StorageException lost, CancellationToken cancellationToken)
    {
        if (window.HasAll && await LookAsync(cancellationToken).ConfigureAwait(false) is { } file)
        {
            return file;
        }

        if (!window.TryRewind() || _sessions == MaximumSessions)
        {
            throw lost;
        }

        return await StartAsync(window, cancellationToken).ConfigureAwait(false);
    }

    private Task<DriveFile?> LookAsync(CancellationToken cancellationToken) =>
        requests.RunAsync($"Look for '{name}'", name, (attempt, token) => folder.TryGetAsync(_id!, attempt, token), cancellationToken);

    private Dictionary<string, string> Properties()
    {
        Dictionary<string, string> properties = new(StringComparer.Ordinal) { [DriveFolder.RunProperty] = upload.RunId };
        foreach ((string key, string value) in upload.Metadata)
        {
            properties.TryAdd(key, value);
        }

        // What Drive cannot keep is left out: nothing here depends on it.
        return new(properties.Where(pair => Encoding.UTF8.GetByteCount(pair.Key + pair.Value) <= MaximumPropertyBytes).Take(MaximumProperties), StringComparer.Ordinal);
    }

    private void Check(DriveFile stored, UploadWindow window)
    {
        string? difference = stored switch
        {
            { Trashed: true } => "it is in the trash",
            { HasContent: false } => "it has no bytes",
            _ when stored.Id != _id || stored.Name != name => "it is another file",
            _ when stored.Size != window.End => FormattableString.Invariant($"it has {stored.Size} bytes instead of {window.End}"),
            { Md5Checksum: null, Sha256Checksum: null } => "it has no checksum",
            _ when stored.Md5Checksum is { } md5 && md5 != window.Md5 => $"its MD5 is {md5} instead of {window.Md5}",
            _ when stored.Sha256Checksum is { } sha256 && sha256 != window.Sha256 => $"its SHA-256 is {sha256} instead of {window.Sha256}",
            _ => null,
        };
        if (difference is not null)
        {
            throw requests.Errors.ContentDiffers(name, difference);
        }
    }

    /// <summary>Removes what was sent. The session goes first: after that, nothing that is still on its way makes a file.</summary>
    private async Task RemoveAsync()
    {
        using CancellationTokenSource cleanup = new(CleanupTimeout, client.Time);
        try
        {
            if (_session is not null)
            {
                await _session.AbandonAsync(cleanup.Token).ConfigureAwait(false);
            }

            if (_mayBeStored)
            {
                await folder.RemoveOwnAsync(_id!, name, cleanup.Token).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is BackupShException or OperationCanceledException)
        {
            // The failure of the upload is what the caller must see; this one is told beside it.
            Log.NotRemoved(logger, name, _id ?? "", exception.Message);
        }
    }
}
