namespace BackupSh.Storage.S3;

/// <summary>How the server encrypts what it stores. Not what keeps backups secret from the server: that is the job's encryption.</summary>
public enum S3ServerEncryption
{
    /// <summary>As the bucket is set.</summary>
    BucketDefault,

    /// <summary>With keys of the server (SSE-S3).</summary>
    Aes256,

    /// <summary>With a key of the key management service (SSE-KMS).</summary>
    Kms,
}
