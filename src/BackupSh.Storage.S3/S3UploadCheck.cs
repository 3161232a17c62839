using System.Security.Cryptography;
using Amazon.S3.Model;
using BackupSh.Shared;

namespace BackupSh.Storage.S3;

/// <summary>Compares what the server has with what was sent to it.</summary>
/// <remarks>A size or checksum that is equal proves; one that differs only makes us read: ETags need not be checksums.</remarks>
internal sealed class S3UploadCheck(S3Requests requests, S3UploadTarget target, S3Opening opening)
{
    private const int BufferBytes = 128 * 1024;

    internal async Task<StorageObject> CheckAsync(SentContent sent, CancellationToken cancellationToken)
    {
        GetObjectMetadataResponse head = await requests.HeadAsync(target.Name, cancellationToken).ConfigureAwait(false)
            ?? throw requests.Errors.Damaged(target.Name, "it is not there");
        if (!target.IsOurs(head))
        {
            throw new StorageObjectExistsException(requests.Storage, target.Name); // another one's, which came later
        }

        if (head.ContentLength != sent.SizeBytes)
        {
            throw requests.Errors.Damaged(target.Name, $"it has {head.ContentLength} bytes, and {sent.SizeBytes} were sent");
        }

        string? version = S3Listing.VersionOf(head.ETag);
        if (!IsEqual(head, version, sent) && !await ReadsBackAsync(version, sent, cancellationToken).ConfigureAwait(false))
        {
            throw requests.Errors.Damaged(target.Name, "its bytes are others than those that were sent");
        }

        return new StorageObject(target.Name, head.ContentLength, S3Listing.TimeOf(head.LastModified)) { Version = version };
    }

    private static bool IsEqual(GetObjectMetadataResponse head, string? etag, SentContent sent) =>
        string.Equals(etag, sent.ETag, StringComparison.OrdinalIgnoreCase)
        || (head.ChecksumSHA256 is { Length: > 0 } sha256 && sha256 == sent.Sha256);

    private async Task<bool> ReadsBackAsync(string? version, SentContent sent, CancellationToken cancellationToken)
    {
        Log.ReadsBack(requests.Logger, requests.Storage, target.Name);
        Stream stream = await opening.OpenAsync(target.Name, new ReadRange(0, null, version), cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            byte[] buffer = new byte[BufferBytes];
            foreach (PartDigest part in sent.Parts)
            {
                if (!await ReadsBackAsync(stream, part, buffer, cancellationToken).ConfigureAwait(false))
                {
                    return false;
                }
            }

            return true;
        }
    }

    private static async Task<bool> ReadsBackAsync(Stream stream, PartDigest part, byte[] buffer, CancellationToken cancellationToken)
    {
        using HashContentCheck check = new(HashAlgorithmName.MD5, Convert.ToHexString(part.Md5));
        for (int left = part.Count; left > 0;)
        {
            int count = await stream.ReadAsync(buffer.AsMemory(0, Math.Min(left, buffer.Length)), cancellationToken).ConfigureAwait(false);
            if (count == 0)
            {
                return false;
            }

            check.Append(buffer.AsSpan(0, count));
            left -= count;
        }

        return check.IsMatch();
    }
}
