using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using BackupSh.Shared;
using Microsoft.Extensions.Logging;

namespace BackupSh.Storage.S3;

/// <summary>Makes the requests to one bucket: repeated where that helps, limited in time, their failures in our words.</summary>
internal sealed class S3Requests : IDisposable
{
    private readonly S3CredentialsSource _credentials;
    private readonly S3Transport _transport;

    internal S3Requests(string storage, S3StorageOptions options, TimeProvider time, ILogger logger)
    {
        Storage = storage;
        Options = options;
        Time = time;
        Logger = logger;
        Keys = new S3Keys(options.Prefix);
        _credentials = new S3CredentialsSource(storage, options, time);
        _transport = new S3Transport(Keys) { IsPathStyle = S3Client.IsPathStyle(options) };
        Client = new S3Client(_credentials, S3Client.Configure(options, _transport));
        Errors = new S3Errors(storage, options, _credentials, time);
        Retry = new RequestRetry(RetryLimits.Default, time, notice => Log.Repeats(
            logger, notice.Operation, storage, notice.Attempt, notice.Delay.TotalSeconds, notice.Failure.Message));
    }

    internal string Storage { get; }

    /// <summary>Gets the buffers that ended uploads have left.</summary>
    internal PartBufferStock Buffers { get; } = new();

    internal S3StorageOptions Options { get; }

    internal TimeProvider Time { get; }

    internal ILogger Logger { get; }

    internal S3Keys Keys { get; }

    internal S3Client Client { get; }

    internal S3Errors Errors { get; }

    internal RequestRetry Retry { get; }

    /// <summary>Gets a value indicating whether content is sent with a SHA-256 that the server keeps.</summary>
    internal bool HasSha256 =>
        Options.PayloadStyle == S3PayloadStyle.Sha256 || (Options.PayloadStyle == S3PayloadStyle.Auto && string.IsNullOrEmpty(Options.ServiceUrl));

    internal string Bucket => Options.BucketName!;

    /// <summary>Makes a request, and again where that helps.</summary>
    /// <param name="operation">What it is, for the log.</param>
    /// <param name="objectName">The object concerned, or null.</param>
    /// <param name="request">One attempt; it honours the limit's token.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <exception cref="StorageException">It failed for good, and <paramref name="objectName"/> may be why.</exception>
    internal async Task<T> RunAsync<T>(
        string operation, string? objectName, Func<RequestAttempt, IdleLimit, Task<T>> request, CancellationToken cancellationToken)
    {
        string label = objectName is null ? operation : $"{operation} '{objectName}'";
        try
        {
            return await Retry.RunAsync(label, (attempt, token) => AttemptAsync(objectName, attempt, request, token), Errors.Classify, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (Exception exception) when (!(exception is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            throw Errors.Translate(exception, objectName);
        }
    }

    /// <summary>Makes an attempt as it must be made: with new credentials, on a fresh connection.</summary>
    internal async Task<T> SendAsync<T>(RequestAttempt attempt, Func<CancellationToken, Task<T>> request, CancellationToken cancellationToken)
    {
        if (attempt.WithNewCredentials)
        {
            await _credentials.RenewAsync(cancellationToken).ConfigureAwait(false);
        }

        _transport.OnFreshConnection = attempt.OnFreshConnection;
        return await request(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Returns what the server says of an object, or <see langword="null"/> if there is none.</summary>
    internal async Task<GetObjectMetadataResponse?> HeadAsync(string name, CancellationToken cancellationToken)
    {
        GetObjectMetadataRequest request = new()
        {
            BucketName = Bucket,
            Key = Keys.Of(name),
            ChecksumMode = HasSha256 ? ChecksumMode.ENABLED : null,
        };
        try
        {
            return await RunAsync(
                "HeadObject",
                name,
                async (_, idle) =>
                {
                    GetObjectMetadataResponse head = await Client.GetObjectMetadataAsync(request, idle.Token).ConfigureAwait(false);
                    return head.ETag is { Length: > 0 } ? head : throw Errors.Strange(name, "an answer has no ETag");
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (StorageObjectNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Deletes an object, whether or not it is there.</summary>
    internal async Task DeleteAsync(string name, CancellationToken cancellationToken)
    {
        DeleteObjectResponse answer = await RunAsync(
            "DeleteObject", name, (_, idle) => Client.DeleteObjectAsync(Bucket, Keys.Of(name), idle.Token), cancellationToken).ConfigureAwait(false);

        // Any other success may be a proxy's.
        if (answer.HttpStatusCode != HttpStatusCode.NoContent && await HeadAsync(name, cancellationToken).ConfigureAwait(false) is not null)
        {
            throw Errors.Strange(name, $"a deletion was answered with {(int)answer.HttpStatusCode}, and the object is still there");
        }
    }

    public void Dispose()
    {
        Client.Dispose();
        _transport.Dispose();
        _credentials.Dispose();
    }

    private Task<T> AttemptAsync<T>(
        string? objectName, RequestAttempt attempt, Func<RequestAttempt, IdleLimit, Task<T>> request, CancellationToken cancellationToken) =>
        IdleLimit.RunAsync(
            Options.RequestTimeout,
            Time,
            idle => SendAsync(attempt, _ => request(attempt, idle), idle.Token),
            cause => Errors.Stalled(objectName, cause),
            cancellationToken);
}
