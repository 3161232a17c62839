using System.Text.Json;

namespace BackupSh.Storage.S3.Tests;

public sealed class S3RightsTests
{
    [Theory]
    [InlineData(AccessRole.Writer, S3ObjectLock.None, "AbortMultipartUpload DeleteObject GetObject ListBucket ListBucketMultipartUploads ListMultipartUploadParts PutObject")]
    [InlineData(AccessRole.Writer, S3ObjectLock.Compliance, "AbortMultipartUpload DeleteObject GetObject GetObjectRetention ListBucket ListBucketMultipartUploads ListMultipartUploadParts PutObject PutObjectRetention")]
    [InlineData(AccessRole.Pruner, S3ObjectLock.None, "AbortMultipartUpload DeleteObject GetObject ListBucket ListBucketMultipartUploads ListMultipartUploadParts")]
    [InlineData(AccessRole.Pruner, S3ObjectLock.Governance, "AbortMultipartUpload DeleteObject GetObject GetObjectRetention ListBucket ListBucketMultipartUploads ListMultipartUploadParts")]
    [InlineData(AccessRole.Restorer, S3ObjectLock.Governance, "GetObject ListBucket")]
    public void Of_Role_AllowsExactlyTheseActions(AccessRole role, S3ObjectLock objectLock, string expected)
    {
        IEnumerable<string> actions = Statements(role, new S3StorageOptions { BucketName = "acme", ObjectLock = objectLock })
            .Where(statement => Text(statement, "Effect") == "Allow").SelectMany(Actions);

        Assert.Equal(expected.Split(' ').Select(action => "s3:" + action), actions.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Of_Writer_DeletesClaimsAndTheProbeOnly()
    {
        IEnumerable<string> resources = Statements(AccessRole.Writer, new S3StorageOptions { BucketName = "acme", Prefix = "erp" })
            .Where(statement => Actions(statement).Contains("s3:DeleteObject")).Select(statement => Text(statement, "Resource"));

        Assert.Equal(["arn:aws:s3:::acme/erp/*.claim", "arn:aws:s3:::acme/erp/.backupsh-probe"], resources);
    }

    [Theory]
    [InlineData("", "eu-central-1", null, "arn:aws:s3:::acme", "arn:aws:s3:::acme/*", null)]
    [InlineData("/company/erp/", "eu-central-1", null, "arn:aws:s3:::acme", "arn:aws:s3:::acme/company/erp/*", "company/erp/*")]
    [InlineData("a*b", "cn-north-1", null, "arn:aws-cn:s3:::acme", "arn:aws-cn:s3:::acme/a${*}b/*", "a${*}b/*")]
    [InlineData("erp", "us-gov-west-1", null, "arn:aws-us-gov:s3:::acme", "arn:aws-us-gov:s3:::acme/erp/*", "erp/*")]
    [InlineData("erp", "cn-north-1", "https://s3.example.com", "arn:aws:s3:::acme", "arn:aws:s3:::acme/erp/*", "erp/*")]
    public void Of_BucketAndPrefix_AreFilledIn(string prefix, string region, string? url, string bucket, string objects, string? listed)
    {
        S3StorageOptions options = new() { BucketName = "acme", Prefix = prefix, Region = region, ServiceUrl = url };

        foreach (AccessRole role in Enum.GetValues<AccessRole>())
        {
            JsonElement[] statements = Statements(role, options);
            JsonElement list = statements.Single(statement => Actions(statement).Contains("s3:ListBucket"));
            JsonElement read = statements.Single(statement => Actions(statement).Contains("s3:GetObject"));

            Assert.Equal((bucket, objects), (Text(list, "Resource"), Text(read, "Resource")));
            Assert.Equal(
                listed,
                list.TryGetProperty("Condition", out JsonElement condition) ? Text(condition.GetProperty("StringLike"), "s3:prefix") : null);
        }
    }

    [Theory]
    [InlineData(null, S3CreateOnly.Auto, true)]
    [InlineData("https://s3.example.com", S3CreateOnly.Auto, false)]
    [InlineData(null, S3CreateOnly.Never, false)]
    public void Of_Writer_MayNotOverwriteWhereTheServerCanTell(string? url, S3CreateOnly createOnly, bool denied)
    {
        JsonElement[] statements = Statements(AccessRole.Writer, new S3StorageOptions { BucketName = "acme", ServiceUrl = url, CreateOnly = createOnly });

        Assert.Equal(denied, statements.Any(statement => Text(statement, "Effect") == "Deny" && Actions(statement).SequenceEqual(["s3:PutObject"])));
    }

    [Theory]
    [InlineData("arn:aws:kms:eu-central-1:1:key/k", "arn:aws:kms:eu-central-1:1:key/k")]
    [InlineData("k", "arn:aws:kms:eu-central-1:*:key/k")]
    [InlineData("alias/backups", "arn:aws:kms:eu-central-1:*:key/*")]
    [InlineData(null, "arn:aws:kms:eu-central-1:*:key/*")]
    public void Of_ServerEncryptsWithAKey_AllowsItsUse(string? key, string resource)
    {
        S3StorageOptions options = new() { BucketName = "acme", Region = "eu-central-1", ServerEncryption = S3ServerEncryption.Kms, KmsKeyId = key };

        JsonElement writer = Statements(AccessRole.Writer, options).Single(statement => Text(statement, "Sid") == "UseKey");
        JsonElement restorer = Statements(AccessRole.Restorer, options).Single(statement => Text(statement, "Sid") == "UseKey");

        Assert.Equal((resource, "kms:Decrypt kms:GenerateDataKey"), (Text(writer, "Resource"), string.Join(' ', Actions(writer))));
        Assert.Equal((resource, "kms:Decrypt"), (Text(restorer, "Resource"), string.Join(' ', Actions(restorer))));
    }

    [Fact]
    public void Of_Secrets_AreInNoPolicy()
    {
        S3StorageOptions options = new() { BucketName = "acme", AccessKeyId = "AKIDEXAMPLE", SecretAccessKey = "s3cret" };

        Assert.All(S3Rights.Of(options), policy => Assert.DoesNotContain("s3cret", policy.Text, StringComparison.Ordinal));
        Assert.All(S3Rights.Of(options), policy => Assert.DoesNotContain("AKIDEXAMPLE", policy.Text, StringComparison.Ordinal));
    }

    private static JsonElement[] Statements(AccessRole role, S3StorageOptions options)
    {
        using JsonDocument policy = JsonDocument.Parse(S3Rights.Of(options).Single(policy => policy.Role == role).Text);
        Assert.Equal("2012-10-17", policy.RootElement.GetProperty("Version").GetString());
        return [.. policy.RootElement.GetProperty("Statement").EnumerateArray().Select(statement => statement.Clone())];
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static IEnumerable<string> Actions(JsonElement statement) =>
        statement.GetProperty("Action").EnumerateArray().Select(action => action.GetString()!);
}
