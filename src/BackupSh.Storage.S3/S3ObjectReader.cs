using System.Net.Http.Headers;
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
        return Checked(requests, name, answer, new ReadRange(offset, end - offset, version), offset, out _).ResponseStream;
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

    /// <summary>Returns an answer if it is the part of the object that was asked for; disposes it and throws if it is not.</summary>
    /// <param name="requests">The requests.</param>
    /// <param name="name">The object's name.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="range">What was asked for.</param>
    /// <param name="offset">Where it must begin.</param>
    /// <param name="end">The byte behind its last one.</param>
    internal static GetObjectResponse Checked(S3Requests requests, string name, GetObjectResponse answer, ReadRange range, long offset, out long end)
    {
        (long start, end) = PlaceOf(answer);
        StorageException? fault =
            string.IsNullOrEmpty(answer.ETag) ? requests.Errors.Strange(name, "an answer has no ETag")
            : range.IfVersion is not null && S3Listing.VersionOf(answer.ETag) != range.IfVersion ? requests.Errors.OtherVersion(name)
            : start != offset || (range.Length < end - start) || end - start != answer.ContentLength ? requests.Errors.Body(ReadFault.TooLong, name, start, null)
            : null;
        if (fault is null)
        {
            return answer;
        }

        answer.Dispose();
        throw fault;
    }

    /// <summary>Returns which bytes of the object an answer says that it has.</summary>
    private static (long Start, long End) PlaceOf(GetObjectResponse answer) =>
        ContentRangeHeaderValue.TryParse(answer.ContentRange, out ContentRangeHeaderValue? range) && range is { From: { } from, To: { } to }
            ? (from, to + 1)
            : (0, answer.ContentLength);
}
