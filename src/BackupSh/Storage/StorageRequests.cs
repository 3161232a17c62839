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
        StartPut(name, content, runId, cancellationToken).Answer;

    /// <summary>Begins to store a few bytes under a name that is free.</summary>
    internal StorageRequest<StorageObject> StartPut(
        string name, byte[] content, string runId, CancellationToken cancellationToken, DateTimeOffset? retainUntil = null) =>
        Start(
            async token =>
            {
                using MemoryStream stream = new(content, writable: false);
                UploadOptions options = new() { RunId = runId, SizeHintBytes = content.Length, RetainUntil = retainUntil };
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

    /// <summary>Opens an object for reading.</summary>
    internal Task<Stream> OpenReadAsync(string name, ReadRange range, CancellationToken cancellationToken) =>
        ReadAsync(name, token => storage.OpenReadAsync(name, range, token), cancellationToken);

    /// <summary>Reads from an open object. After a failure the buffer must not be used again: a read that was given up may
    /// still write to it.</summary>
    internal Task<int> ReadAsync(string name, Stream content, byte[] buffer, CancellationToken cancellationToken) =>
        ReadAsync(name, token => content.ReadAsync(buffer, token).AsTask(), cancellationToken);

    private async Task<T> ReadAsync<T>(string name, Func<CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        try
        {
            return await LimitAsync(read, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException exception)
        {
            // What a broken connection throws where an adapter has not put it into words.
            bool isTransient = exception is not (FileNotFoundException or DirectoryNotFoundException);
            throw new StorageException(storageName, name, ErrorTexts.Error("BSH0608", name, storageName, exception.Message), exception, isTransient);
        }
    }

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

    /// <summary>Deletes an object, and looks whether it is gone: what is done next would harm if it were not.</summary>
    /// <remarks>Storages have said "deleted" of objects that stayed.</remarks>
    internal async Task<DeleteOutcome> DeleteSurelyAsync(string name, CancellationToken cancellationToken)
    {
        DeleteOutcome outcome = await DeleteAsync(name, cancellationToken).ConfigureAwait(false);
        return outcome.IsGone && await FindAsync(name, cancellationToken).ConfigureAwait(false) is not null
            ? new DeleteOutcome(name, DeleteStatus.Failed, ErrorTexts.Error("BSH0519", name, storageName))
            : outcome;
    }

    /// <summary>Returns until when an object is locked, or null.</summary>
    internal Task<DateTimeOffset?> GetRetainedUntilAsync(IObjectLockStorage locks, string name, CancellationToken cancellationToken) =>
        LimitAsync(token => locks.GetRetainedUntilAsync(name, token), cancellationToken);

    /// <summary>Makes a link to an object.</summary>
    internal Task<TemporaryLink> GetTemporaryLinkAsync(
        ITemporaryLinkStorage links, string name, TimeSpan lifetime, CancellationToken cancellationToken) =>
        LimitAsync(token => links.GetTemporaryLinkAsync(name, lifetime, token), cancellationToken);

    private Task<T> LimitAsync<T>(Func<CancellationToken, Task<T>> request, CancellationToken cancellationToken) =>
        Start(request, cancellationToken).Answer;

    private StorageRequest<T> Start<T>(Func<CancellationToken, Task<T>> request, CancellationToken cancellationToken)
    {
        // Not disposed: it holds nothing, and whoever works on after the time is over must still hear of it.
        CancellationTokenSource stop = new();
        Task<T> running = RunAsync(request, stop.Token, cancellationToken);
        return new StorageRequest<T>(AnswerAsync(running, stop, cancellationToken), EndAsync(running, stop, cancellationToken));
    }

    private static async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> request, CancellationToken stop, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();

        // A storage that works synchronously must not hold the caller beyond the limit.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        return await request(stop).ConfigureAwait(false);
    }

    private async Task<T> AnswerAsync<T>(Task<T> running, CancellationTokenSource stop, CancellationToken cancellationToken)
    {
        try
        {
            return await running.WaitAsync(timeout, time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException exception) when (running.Exception?.InnerException != exception)
        {
            if (running.IsCompletedSuccessfully)
            {
                return await running.ConfigureAwait(false); // it answered in the very moment in which the time was over
            }

            _ = stop.CancelAsync(); // a storage that blocks in its callback must not block us
            throw new StorageException(storageName, null, ErrorTexts.Error("BSH0511", storageName, timeout), isTransient: true);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new StorageException(storageName, null, ErrorTexts.Error("BSH0517", storageName), exception, isTransient: true);
        }
    }

    private static async Task EndAsync(Task running, CancellationTokenSource stop, CancellationToken cancellationToken)
    {
        // As long as the request runs, and not only as long as somebody waits for it.
        using CancellationTokenRegistration link = cancellationToken.UnsafeRegister(static state => _ = ((CancellationTokenSource)state!).CancelAsync(), stop);
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
