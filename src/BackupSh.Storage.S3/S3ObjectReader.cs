using Amazon.S3.Model;
using BackupSh.Shared;

namespace BackupSh.Storage.S3;

/// <summary>How one version of an object is read.</summary>
/// <param name="requests">The requests.</param>
/// <param name="name">The object's name.</param>
/// <param name="version">The version that is read.</param>
/// <param name="end">The byte behind the last one.</param>
internal sealed class S3ObjectReader(S3Requests requests, string name, string? version, long end) : ObjectReader
{
    internal override string Name => name;

    internal override async Task<Stream> OpenAsync(long offset, RequestAttempt attempt, CancellationToken cancellationToken)
    {
        // Within the limit of the read that asks for it.
        GetObjectRequest request = RequestFor(requests, name, new ReadRange(offset, end - offset, version));
        GetObjectResponse answer = await requests.SendAsync(attempt, token => requests.Client.GetObjectAsync(request, token), cancellationToken)
            .ConfigureAwait(false);
        if (StartOf(answer) != offset)
        {
            answer.Dispose();
            throw Fault(ReadFault.TooLong, offset, null);
        }

        return answer.ResponseStream;
    }

    internal override RequestFailure Classify(Exception failure) => requests.Errors.Classify(failure);

    internal override StorageException Translate(Exception failure) => requests.Errors.Translate(failure, name);

    internal override StorageException Fault(ReadFault fault, long offset, Exception? cause) => requests.Errors.Body(fault, name, offset, cause);

    internal static GetObjectRequest RequestFor(S3Requests requests, string name, ReadRange range)
    {
        GetObjectRequest request = new()
        {
            BucketName = requests.Bucket,
            Key = requests.Keys.Of(name),
            EtagToMatch = range.IfVersion is null ? null : $"\"{range.IfVersion}\"",
        };
        if (range.Length is { } length)
        {
            request.ByteRange = new ByteRange(range.Offset, length > long.MaxValue - range.Offset ? long.MaxValue : range.Offset + length - 1);
        }
        else if (range.Offset > 0)
        {
            request.ByteRange = new ByteRange($"bytes={range.Offset}-");
        }

        return request;
    }

    /// <summary>Returns which byte an answer begins with: a server that knows no ranges begins with the first.</summary>
    internal static long StartOf(GetObjectResponse answer)
    {
        // Source: RFC 9110, 14.4: "bytes 10-19/100".
        string? range = answer.ContentRange;
        int dash = range?.IndexOf('-', StringComparison.Ordinal) ?? -1;
        return dash > 0 && long.TryParse(range.AsSpan("bytes ".Length, dash - "bytes ".Length), out long start) ? start : 0;
    }
}
