using System.Security.Cryptography;
using Amazon.S3.Model;
using BackupSh.Shared;

namespace BackupSh.Storage.S3;

/// <summary>Opens an object for reading.</summary>
internal sealed class S3Opening(S3Requests requests, S3Listing listing)
{
    private const int Md5Digits = 32;

    internal async Task<Stream> OpenAsync(string name, ReadRange range, CancellationToken cancellationToken)
    {
        if (range.Length == 0)
        {
            return await EmptyAsync(name, range, cancellationToken).ConfigureAwait(false);
        }

        try
        {
            return await requests.RunAsync<Stream>(
                "GetObject",
                name,
                async (_, idle) => StreamOf(
                    name, range, await requests.Client.GetObjectAsync(S3ObjectReader.RequestFor(requests, name, range), idle.Token).ConfigureAwait(false)),
                cancellationToken).ConfigureAwait(false);
        }
        catch (StorageObjectNotFoundException)
        {
            await listing.RequireBucketAsync(cancellationToken).ConfigureAwait(false);
            throw;
        }
        catch (StorageException exception) when (FaultOf(exception) == S3Fault.RangeBeyondEnd)
        {
            return await EmptyAsync(name, range, cancellationToken).ConfigureAwait(false);
        }
        catch (StorageException exception) when (FaultOf(exception) == S3Fault.ConditionFailed)
        {
            // Some servers say this of an object that is not there at all.
            _ = await requests.HeadAsync(name, cancellationToken).ConfigureAwait(false) ?? throw new StorageObjectNotFoundException(requests.Storage, name, exception);
            throw;
        }
    }

    private static S3Fault FaultOf(StorageException exception) =>
        exception.InnerException is { } inner ? S3FaultTable.Of(inner) : S3Fault.Unknown;

    private async Task<Stream> EmptyAsync(string name, ReadRange range, CancellationToken cancellationToken)
    {
        GetObjectMetadataResponse? head = await requests.HeadAsync(name, cancellationToken).ConfigureAwait(false);
        if (head is null)
        {
            await listing.RequireBucketAsync(cancellationToken).ConfigureAwait(false);
            throw new StorageObjectNotFoundException(requests.Storage, name);
        }

        string? version = S3Listing.VersionOf(head.ETag);
        if (range.IfVersion is not null && range.IfVersion != version)
        {
            throw requests.Errors.OtherVersion(name);
        }

        return NewStream(name, version, 0, 0, body: null, check: null);
    }

    private ObjectReadStream StreamOf(string name, ReadRange range, GetObjectResponse answer)
    {
        GetObjectResponse good = S3ObjectReader.Checked(requests, name, answer, range, range.Offset, out long end);
        bool isWhole = range is { Offset: 0, Length: null };
        return NewStream(name, S3Listing.VersionOf(good.ETag), range.Offset, end, good.ResponseStream, isWhole ? CheckOf(good) : null);
    }

    private ObjectReadStream NewStream(string name, string? version, long start, long end, Stream? body, ContentCheck? check) =>
        new(new S3ObjectReader(requests, name, version, end), requests.Retry, requests.Options.RequestTimeout, requests.Time)
        {
            Body = body,
            Start = start,
            End = end,
            Check = check,
        };

    // Whether an ETag is an MD5 cannot be seen, but of our own objects we know what it was.
    private static HashContentCheck? CheckOf(GetObjectResponse answer)
    {
        string? md5 = answer.Metadata[S3UploadTarget.Md5Metadata];
        return md5 is { Length: Md5Digits } ? new HashContentCheck(HashAlgorithmName.MD5, md5) : null;
    }
}
