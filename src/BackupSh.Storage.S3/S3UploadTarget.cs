using Amazon.S3;
using Amazon.S3.Model;
using BackupSh.Shared;

namespace BackupSh.Storage.S3;

/// <summary>The object that an upload makes, and the mark by which it is known again.</summary>
internal sealed class S3UploadTarget
{
    internal const string Md5Metadata = "backupsh-md5";
    private const string RunMetadata = "backupsh-run";
    private const string UploadMetadata = "backupsh-upload";
    private const string ContentType = "application/octet-stream";
    private const string IfFree = "*";

    private readonly S3Requests _requests;
    private readonly UploadOptions _upload;
    private readonly string _id = Guid.NewGuid().ToString("N");

    internal S3UploadTarget(S3Requests requests, string name, UploadOptions upload)
    {
        _requests = requests;
        _upload = upload;
        Name = name;
    }

    internal string Name { get; }

    internal string Key => _requests.Keys.Of(Name);

    private S3StorageOptions Options => _requests.Options;

    private bool IsChunked => Options.PayloadStyle == S3PayloadStyle.Chunked;

    private bool IsLocked => Options.ObjectLock != S3ObjectLock.None && _upload.RetainUntil is not null;

    private ServerSideEncryptionMethod? Encryption => Options.ServerEncryption switch
    {
        S3ServerEncryption.Aes256 => ServerSideEncryptionMethod.AES256,
        S3ServerEncryption.Kms => ServerSideEncryptionMethod.AWSKMS,
        _ => null,
    };

    private string? KmsKey => string.IsNullOrEmpty(Options.KmsKeyId) ? null : Options.KmsKeyId;

    private S3StorageClass? StorageClass => string.IsNullOrEmpty(Options.StorageClass) ? null : new S3StorageClass(Options.StorageClass);

    /// <summary>Tells whether an object is the one that this very upload has made.</summary>
    internal bool IsOurs(GetObjectMetadataResponse head) => head.Metadata[UploadMetadata] == _id;

    internal PutObjectRequest Put(ContentPart part, PartDigest digest, bool onlyIfFree, Action<int> read)
    {
        PutObjectRequest request = new()
        {
            BucketName = _requests.Bucket,
            Key = Key,
            InputStream = part.Open(read),
            ContentType = ContentType,
            UseChunkEncoding = IsChunked,
            MD5Digest = digest.Sha256 is null ? digest.Md5Text : null,
            ChecksumSHA256 = digest.Sha256Text,
            IfNoneMatch = onlyIfFree ? IfFree : null,
            StorageClass = StorageClass,
            ServerSideEncryptionMethod = Encryption,
            ServerSideEncryptionKeyManagementServiceKeyId = KmsKey,
        };
        AddMetadata(request.Metadata);
        request.Metadata.Add(Md5Metadata, Convert.ToHexStringLower(digest.Md5));
        if (IsLocked)
        {
            request.ObjectLockMode = LockMode;
            request.ObjectLockRetainUntilDate = _upload.RetainUntil!.Value.UtcDateTime;
        }

        return request;
    }

    internal InitiateMultipartUploadRequest Initiate()
    {
        InitiateMultipartUploadRequest request = new()
        {
            BucketName = _requests.Bucket,
            Key = Key,
            ContentType = ContentType,
            ChecksumAlgorithm = _requests.HasSha256 ? ChecksumAlgorithm.SHA256 : null,
            StorageClass = StorageClass,
            ServerSideEncryptionMethod = Encryption,
            ServerSideEncryptionKeyManagementServiceKeyId = KmsKey,
        };
        AddMetadata(request.Metadata);
        if (IsLocked)
        {
            request.ObjectLockMode = LockMode;
            request.ObjectLockRetainUntilDate = _upload.RetainUntil!.Value.UtcDateTime;
        }

        return request;
    }

    internal UploadPartRequest Part(string uploadId, ContentPart part, PartDigest digest, Action<int> read) => new()
    {
        BucketName = _requests.Bucket,
        Key = Key,
        UploadId = uploadId,
        PartNumber = part.Number,
        PartSize = part.Count,
        IsLastPart = part.IsLast,
        InputStream = part.Open(read),
        UseChunkEncoding = IsChunked,
        MD5Digest = digest.Sha256 is null ? digest.Md5Text : null,
        ChecksumSHA256 = digest.Sha256Text,
    };

    internal CompleteMultipartUploadRequest Complete(string uploadId, IEnumerable<PartETag> parts, bool onlyIfFree) => new()
    {
        BucketName = _requests.Bucket,
        Key = Key,
        UploadId = uploadId,
        PartETags = [.. parts],
        IfNoneMatch = onlyIfFree ? IfFree : null,
    };

    private ObjectLockMode LockMode => Options.ObjectLock == S3ObjectLock.Compliance ? ObjectLockMode.Compliance : ObjectLockMode.Governance;

    private void AddMetadata(MetadataCollection metadata)
    {
        foreach ((string key, string value) in _upload.Metadata)
        {
            metadata.Add(key, value);
        }

        metadata[RunMetadata] = _upload.RunId;
        metadata[UploadMetadata] = _id;
    }
}
