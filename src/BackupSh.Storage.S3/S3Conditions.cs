using Amazon.S3.Model;

namespace BackupSh.Storage.S3;

/// <summary>Which uploads the server refuses by itself if the name is taken.</summary>
/// <remarks>Trying it out takes an object that is there: what a server ignores would overwrite it. So it is one of our own,
/// always of the same name, so that a key which may not delete leaves one empty object and not many.</remarks>
internal sealed class S3Conditions : IDisposable
{
    private readonly S3Requests _requests;
    private readonly SemaphoreSlim _lock = new(1);
    private volatile Answer? _answer;

    internal S3Conditions(S3Requests requests)
    {
        _requests = requests;
        _answer = requests.Options.CreateOnly switch
        {
            S3CreateOnly.Never => new Answer(false, false),
            S3CreateOnly.SmallObjects => new Answer(true, false),
            S3CreateOnly.AllObjects => new Answer(true, true),
            _ => string.IsNullOrEmpty(requests.Options.ServiceUrl) ? new Answer(true, true) : null,
        };
    }

    /// <summary>Gets what is known: nothing before the first upload to a server that has to be tried out.</summary>
    internal CreateOnlyScope? Scope => _answer switch
    {
        { Small: true, Large: true } => CreateOnlyScope.AllObjects,
        { Small: true } => CreateOnlyScope.SmallObjects,
        _ => null,
    };

    /// <summary>Returns whether uploads of one request, and of many parts, are refused if the name is taken.</summary>
    internal async ValueTask<Answer> GetAsync(CancellationToken cancellationToken)
    {
        if (_answer is { } known)
        {
            return known;
        }

        await _lock.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return _answer ??= await TryOutAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _lock.Release();
        }
    }

    public void Dispose() => _lock.Dispose();

    private async Task<Answer> TryOutAsync(CancellationToken cancellationToken)
    {
        try
        {
            _ = await IsRefusedAsync(cancellationToken).ConfigureAwait(false);
            bool small = await IsRefusedAsync(cancellationToken).ConfigureAwait(false);
            bool large = small && await IsCompletionRefusedAsync(cancellationToken).ConfigureAwait(false);
            await RemoveAsync(cancellationToken).ConfigureAwait(false);
            Log.Probed(_requests.Logger, _requests.Storage, small, large);
            return new Answer(small, large);
        }
        catch (StorageException exception) when (!exception.IsTransient)
        {
            // The upload itself says what is wrong, if anything is. Until somebody knows better, nothing is promised.
            Log.NotProbed(_requests.Logger, _requests.Storage, exception);
            return new Answer(false, false);
        }
    }

    /// <summary>Puts the probe if there is none, and tells whether there was one.</summary>
    private Task<bool> IsRefusedAsync(CancellationToken cancellationToken) => AskAsync(
        "PutObject",
        token => _requests.Client.PutObjectAsync(
            new PutObjectRequest
            {
                BucketName = _requests.Bucket,
                Key = _requests.Keys.Probe,
                InputStream = new MemoryStream([]),
                UseChunkEncoding = false,
                IfNoneMatch = "*",
            },
            token),
        cancellationToken);

    private async Task<bool> IsCompletionRefusedAsync(CancellationToken cancellationToken)
    {
        InitiateMultipartUploadRequest initiate = new() { BucketName = _requests.Bucket, Key = _requests.Keys.Probe };
        string? id = (await RunAsync("CreateMultipartUpload", token => _requests.Client.InitiateMultipartUploadAsync(initiate, token), cancellationToken)
            .ConfigureAwait(false)).UploadId;
        if (string.IsNullOrEmpty(id))
        {
            return false;
        }

        bool refused = false;
        try
        {
            UploadPartResponse part = await UploadPartAsync(id, cancellationToken).ConfigureAwait(false);
            CompleteMultipartUploadRequest complete = new()
            {
                BucketName = _requests.Bucket,
                Key = _requests.Keys.Probe,
                UploadId = id,
                PartETags = [new PartETag(1, part.ETag)],
                IfNoneMatch = "*",
            };
            refused = await AskAsync("CompleteMultipartUpload", token => _requests.Client.CompleteMultipartUploadAsync(complete, token), cancellationToken)
                .ConfigureAwait(false);
        }
        finally
        {
            // Also of one that was completed: there is nothing then, which is no harm.
            await AbortAsync(id, cancellationToken).ConfigureAwait(false);
        }

        return refused;
    }

    private Task<UploadPartResponse> UploadPartAsync(string id, CancellationToken cancellationToken) => RunAsync(
        "UploadPart",
        token => _requests.Client.UploadPartAsync(
            new UploadPartRequest
            {
                BucketName = _requests.Bucket,
                Key = _requests.Keys.Probe,
                UploadId = id,
                PartNumber = 1,
                PartSize = 1,
                IsLastPart = true,
                InputStream = new MemoryStream([0]),
                UseChunkEncoding = false,
            },
            token),
        cancellationToken);

    private async Task AbortAsync(string id, CancellationToken cancellationToken)
    {
        AbortMultipartUploadRequest abort = new() { BucketName = _requests.Bucket, Key = _requests.Keys.Probe, UploadId = id };
        try
        {
            await RunAsync("AbortMultipartUpload", token => _requests.Client.AbortMultipartUploadAsync(abort, token), cancellationToken).ConfigureAwait(false);
        }
        catch (StorageException exception) when (FaultOf(exception) is S3Fault.UploadGone or S3Fault.ObjectMissing)
        {
            // It was completed.
        }
    }

    private async Task RemoveAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _requests.DeleteAsync(S3Keys.ProbeName, cancellationToken).ConfigureAwait(false);
        }
        catch (StorageException exception) when (FaultOf(exception) == S3Fault.AccessDenied)
        {
            // A key that may not delete: the next probe finds it, and works as well.
        }
    }

    private async Task<bool> AskAsync<T>(string operation, Func<CancellationToken, Task<T>> request, CancellationToken cancellationToken)
    {
        try
        {
            await RunAsync(operation, request, cancellationToken).ConfigureAwait(false);
            return false;
        }
        catch (StorageException exception) when (FaultOf(exception) == S3Fault.ConditionFailed)
        {
            return true;
        }
        catch (StorageException exception) when (FaultOf(exception) == S3Fault.NotSupported)
        {
            return false; // Swift answers 501 to a condition
        }
    }

    private Task<T> RunAsync<T>(string operation, Func<CancellationToken, Task<T>> request, CancellationToken cancellationToken) =>
        _requests.RunAsync(operation, null, (_, idle) => request(idle.Token), cancellationToken);

    private static S3Fault FaultOf(StorageException exception) =>
        exception.InnerException is { } inner ? S3FaultTable.Of(inner) : S3Fault.Unknown;

    /// <summary>What the server does.</summary>
    /// <param name="Small">Whether it refuses to put an object whose name is taken.</param>
    /// <param name="Large">Whether it refuses to complete an upload of parts whose name is taken.</param>
    internal sealed record Answer(bool Small, bool Large);
}
