using BackupSh.Shared;

namespace BackupSh.Storage;

/// <summary>The small requests to one storage: listings, claims, info files, deletions. Each is limited in time.</summary>
internal sealed class StorageRequests(string storageName, IBackupStorage storage, TimeSpan timeout, TimeProvider time)
{
    /// <summary>Lists all objects whose names start with a prefix.</summary>
    internal Task<List<StorageObject>> ListAsync(string prefix, CancellationToken cancellationToken) =>
        LimitAsync(
            async token =>
            {
                List<StorageObject> objects = [];
                await foreach (StorageObject stored in storage.ListAsync(prefix, token).ConfigureAwait(false))
                {
                    objects.Add(stored);
                }

                return objects;
            },
            cancellationToken);

    /// <summary>Returns an object as the storage lists it, or null.</summary>
    internal async Task<StorageObject?> FindAsync(string name, CancellationToken cancellationToken)
    {
        List<StorageObject> objects = await ListAsync(name, cancellationToken).ConfigureAwait(false);
        return objects.Find(stored => stored.Name == name);
    }

    /// <summary>Stores a few bytes under a name that is free.</summary>
    internal Task<StorageObject> PutAsync(string name, byte[] content, string runId, CancellationToken cancellationToken) =>
        LimitAsync(
            async token =>
            {
                using MemoryStream stream = new(content, writable: false);
                UploadOptions options = new() { RunId = runId, SizeHintBytes = content.Length };
                return await storage.UploadAsync(name, stream, options, token).ConfigureAwait(false);
            },
            cancellationToken);

    /// <summary>Reads an object; of a larger one, one byte more than the maximum, so that the caller can tell.</summary>
    internal Task<byte[]> GetAsync(string name, int maximumBytes, CancellationToken cancellationToken) =>
        LimitAsync(
            async token =>
            {
                Stream stream = await storage.OpenReadAsync(name, new ReadRange(0, maximumBytes + 1), token).ConfigureAwait(false);
                await using (stream.ConfigureAwait(false))
                {
                    byte[] bytes = new byte[maximumBytes + 1];
                    int count = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, token).ConfigureAwait(false);
                    return bytes[..count];
                }
            },
            cancellationToken);

    /// <summary>Deletes an object.</summary>
    internal Task<DeleteOutcome> DeleteAsync(string name, CancellationToken cancellationToken) =>
        LimitAsync(
            async token =>
            {
                IReadOnlyList<DeleteOutcome> outcomes = await storage.DeleteAsync([name], token).ConfigureAwait(false);
                return outcomes is [{ } outcome] && outcome.Name == name
                    ? outcome
                    : throw new StorageException(storageName, name, ErrorTexts.Error("BSH0513", storageName, name));
            },
            cancellationToken);

    private async Task<T> LimitAsync<T>(Func<CancellationToken, Task<T>> request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<T> running = request(limit.Token);
        try
        {
            return await running.WaitAsync(timeout, time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // The request may still fail, with nobody there to hear it.
            _ = running.ContinueWith(static task => task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            await limit.CancelAsync().ConfigureAwait(false);
            throw new StorageException(storageName, null, ErrorTexts.Error("BSH0511", storageName, timeout), isTransient: true);
        }
    }
}
