namespace BackupSh.Storage.S3;

/// <summary>What requests are signed with.</summary>
/// <param name="accessKeyId">The access key's id.</param>
/// <param name="secretAccessKey">Its secret.</param>
public sealed class S3Credentials(string accessKeyId, Secret secretAccessKey)
{
    /// <summary>Gets the access key's id.</summary>
    public string AccessKeyId { get; } = accessKeyId;

    /// <summary>Gets its secret.</summary>
    public Secret SecretAccessKey { get; } = secretAccessKey;

    /// <summary>Gets the token of temporary credentials, or <see langword="null"/>.</summary>
    public Secret? SessionToken { get; init; }

    /// <summary>Gets when they expire, or <see langword="null"/> if they do not. New ones are asked for five minutes earlier.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}
