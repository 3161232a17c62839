namespace BackupSh.Storage.Dropbox;

/// <summary>The request after which an object is there: made once, and looked after if nobody knows what became of it.</summary>
/// <remarks>Dropbox keeps no metadata of ours with a file, so that an object is recognized by its size and content hash. What two
/// runs send differs: claims and info files name their run, and encrypted archives have a key of their own.</remarks>
internal sealed class DropboxCommit(DropboxClient client, string path, string name)
{
    // As long as the engine waits for its own clean-up.
    private static readonly TimeSpan CleanupTimeout = TimeSpan.FromSeconds(30);

    internal async Task<StorageObject> RunAsync(
        string operation, long sizeBytes, string hash, Func<DropboxAttempt, Task<Entry>> send, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        bool mayBeThere = false;
        try
        {
            Entry entry = await client.RunAsync(
                operation,
                name,
                async attempt =>
                {
                    mayBeThere = true;
                    return await SendOnceAsync(attempt, sizeBytes, hash, send).ConfigureAwait(false);
                },
                cancellationToken).ConfigureAwait(false);
            if (entry.Size == sizeBytes && entry.ContentHash == hash && DropboxListing.ObjectOf(entry) is { } stored)
            {
                return stored with { Name = name };
            }

            await RemoveAsync(entry.Rev).ConfigureAwait(false);
            throw client.Errors.Differs(name);
        }
        catch (Exception exception) when (mayBeThere && IsUndecided(exception, cancellationToken))
        {
            await RemoveOursAsync(sizeBytes, hash).ConfigureAwait(false);
            throw;
        }
    }

    // A cancellation or a failure that may pass can hide that the object is there; an answer of Dropbox does not.
    private static bool IsUndecided(Exception exception, CancellationToken cancellationToken) =>
        (exception is OperationCanceledException && cancellationToken.IsCancellationRequested) || exception is StorageException { IsTransient: true };

    private static bool HidesSuccess(DropboxFailure failure) =>
        DropboxFaultTable.Of(failure) is DropboxFault.NameTaken or DropboxFault.SessionGone;

    private async Task<Entry> SendOnceAsync(DropboxAttempt attempt, long sizeBytes, string hash, Func<DropboxAttempt, Task<Entry>> send)
    {
        if (attempt.Number > 1 && await FindOursAsync(attempt, sizeBytes, hash).ConfigureAwait(false) is { } before)
        {
            return before; // done before, and only the answer was lost
        }

        try
        {
            return await send(attempt).ConfigureAwait(false);
        }
        catch (DropboxFailure failure) when (attempt.Number > 1 && HidesSuccess(failure))
        {
            // The earlier attempt may have been applied between the look and this one.
            if (await FindOursAsync(attempt, sizeBytes, hash).ConfigureAwait(false) is { } now)
            {
                return now;
            }

            throw;
        }
    }

    private async Task<Entry?> FindOursAsync(DropboxAttempt attempt, long sizeBytes, string hash) =>
        await client.FindOnceAsync(attempt, path).ConfigureAwait(false) is { } entry && entry.Size == sizeBytes && entry.ContentHash == hash ? entry : null;

    private async Task RemoveOursAsync(long sizeBytes, string hash)
    {
        using CancellationTokenSource limit = new(CleanupTimeout, client.Time);
        try
        {
            Entry? entry = await client.FindAsync(path, name, limit.Token).ConfigureAwait(false);
            if (entry is { Rev: { } rev } && entry.Size == sizeBytes && entry.ContentHash == hash)
            {
                await DeleteAsync(rev, limit.Token).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is StorageException or OperationCanceledException)
        {
            // The failure that led here is the one to tell. An object without an info file is no backup, and is reported.
            Log.LeftBehind(client.Logger, name, client.Storage, exception);
        }
    }

    private async Task RemoveAsync(string? rev)
    {
        using CancellationTokenSource limit = new(CleanupTimeout, client.Time);
        try
        {
            await DeleteAsync(rev, limit.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is StorageException or OperationCanceledException)
        {
            // As above: that the object is not what was sent is worse than that it is still there.
            Log.LeftBehind(client.Logger, name, client.Storage, exception);
        }
    }

    private Task<MetadataAnswer> DeleteAsync(string? rev, CancellationToken cancellationToken) => client.CallAsync(
        "files/delete_v2",
        name,
        new DeleteArgument(path, rev),
        DropboxJson.Default.DeleteArgument,
        DropboxJson.Default.MetadataAnswer,
        cancellationToken);
}
