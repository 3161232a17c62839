namespace BackupSh.Storage.S3;

/// <summary>The least rights that each role needs in a bucket, as IAM policies.</summary>
/// <remarks>Source: docs.aws.amazon.com, "Actions, resources, and condition keys for Amazon S3". A HEAD is a GetObject, and of a
/// missing object it is answered with 404 only to who may list.</remarks>
internal static class S3Rights
{
    private const string Kind = "IAM policy (JSON)";

    private static readonly string[] ListParts = ["s3:ListBucket", "s3:ListBucketMultipartUploads"];

    internal static IReadOnlyList<AccessPolicy> Of(S3StorageOptions options) =>
    [
        new(AccessRole.Writer, Kind, Writer(options)),
        new(AccessRole.Pruner, Kind, Pruner(options)),
        new(AccessRole.Restorer, Kind, Restorer(options)),
    ];

    private static string Writer(S3StorageOptions options)
    {
        using S3PolicyText policy = new(options);
        policy.AllowOnBucket("List", ListParts);
        policy.AllowOnObjects(
            "Store",
            "*",
            ["s3:AbortMultipartUpload", "s3:GetObject", "s3:ListMultipartUploadParts", "s3:PutObject", .. Locks(options, "s3:GetObjectRetention", "s3:PutObjectRetention")]);
        policy.AllowOnObjects("GiveNamesBack", "*.claim", ["s3:DeleteObject"]);
        policy.AllowOnObjects("RemoveProbe", S3Keys.ProbeName, ["s3:DeleteObject"]);
        if (options.ServiceUrl is null && options.CreateOnly == S3CreateOnly.Auto)
        {
            // Compatible servers may refuse a policy with keys that they do not know.
            policy.DenyOverwriting();
        }

        policy.AllowKey(options, "kms:Decrypt", "kms:GenerateDataKey");
        return policy.Finish();
    }

    private static string Pruner(S3StorageOptions options)
    {
        using S3PolicyText policy = new(options);
        policy.AllowOnBucket("List", ListParts);
        policy.AllowOnObjects(
            "Rotate",
            "*",
            ["s3:AbortMultipartUpload", "s3:DeleteObject", "s3:GetObject", "s3:ListMultipartUploadParts", .. Locks(options, "s3:GetObjectRetention")]);
        policy.AllowKey(options, "kms:Decrypt");
        return policy.Finish();
    }

    private static string Restorer(S3StorageOptions options)
    {
        using S3PolicyText policy = new(options);
        policy.AllowOnBucket("List", ["s3:ListBucket"]);
        policy.AllowOnObjects("Read", "*", ["s3:GetObject"]);
        policy.AllowKey(options, "kms:Decrypt");
        return policy.Finish();
    }

    private static string[] Locks(S3StorageOptions options, params string[] actions) => options.ObjectLock == S3ObjectLock.None ? [] : actions;
}
