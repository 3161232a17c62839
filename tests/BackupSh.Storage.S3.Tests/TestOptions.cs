using BackupSh.Storage.S3.Tests.Servers;

namespace BackupSh.Storage.S3.Tests;

/// <summary>Options for a server of the tests.</summary>
internal static class TestOptions
{
    internal static S3StorageOptions For(S3Account account, string bucket) => new()
    {
        BucketName = bucket,
        ServiceUrl = account.Endpoint.ToString(),
        AccessKeyId = account.AccessKeyId,
        SecretAccessKey = account.SecretAccessKey,
    };
}
