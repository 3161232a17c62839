namespace BackupSh.Storage.S3;

/// <summary>Which bucket to store backups in, and how.</summary>
public sealed class S3StorageOptions
{
    /// <summary>Gets or sets the bucket.</summary>
    /// <value>3 to 63 letters, digits, dots, hyphens and underscores. Required. Bucket ARNs and aliases are not taken.</value>
    public string? BucketName { get; set; }

    /// <summary>Gets or sets what object keys start with.</summary>
    /// <value><c>erp</c> or <c>company/erp</c>: a slash follows by itself. The default, empty, puts objects at the top of the
    /// bucket. A single <c>.</c> gives keys such as <c>./shop.2026-11-24_03-00-00.zip</c>, as the Awkhad modules write them when no folder is set.</value>
    public string Prefix { get; set; } = "";

    /// <summary>Gets or sets the address of a server that is not Amazon's.</summary>
    /// <value>An absolute <c>http</c> or <c>https</c> address without a path. The default, none, is Amazon S3 in <see cref="Region"/>.</value>
    public string? ServiceUrl { get; set; }

    /// <summary>Gets or sets the region that requests are signed for.</summary>
    /// <value><c>eu-central-1</c>. Required for Amazon S3; with <see cref="ServiceUrl"/> the default is <c>us-east-1</c>.</value>
    public string? Region { get; set; }

    /// <summary>Gets or sets a value indicating whether the bucket stands in the path of requests and not in their host name.</summary>
    /// <value>The default, none, is <see langword="true"/> with <see cref="ServiceUrl"/> and <see langword="false"/> without.</value>
    public bool? ForcePathStyle { get; set; }

    /// <summary>Gets or sets the access key's id.</summary>
    /// <value>Goes with <see cref="SecretAccessKey"/>. Without both, <see cref="Profile"/> or the environment is used.</value>
    public string? AccessKeyId { get; set; }

    /// <summary>Gets or sets the access key's secret.</summary>
    /// <value>Read again for each request, so that a file or variable may get another one.</value>
    public Secret? SecretAccessKey { get; set; }

    /// <summary>Gets or sets the token of temporary credentials.</summary>
    /// <value>The default is none.</value>
    public Secret? SessionToken { get; set; }

    /// <summary>Gets or sets the profile of the AWS configuration files that has the credentials.</summary>
    /// <value>The default, none, is what the AWS SDK finds: environment variables, the default profile, the machine's role.</value>
    public string? Profile { get; set; }

    /// <summary>Gets or sets what provides credentials, in code only.</summary>
    /// <value>Asked before the first request, shortly before they expire, and when the server says that they have. The default is none.</value>
    public S3CredentialsProvider? CredentialsProvider { get; set; }

    /// <summary>Gets or sets how content is sent so that the server checks it.</summary>
    /// <value>The default is <see cref="S3PayloadStyle.Auto"/>.</value>
    public S3PayloadStyle PayloadStyle { get; set; }

    /// <summary>Gets or sets which objects the server creates only if their names are free.</summary>
    /// <value>The default is <see cref="S3CreateOnly.Auto"/>.</value>
    public S3CreateOnly CreateOnly { get; set; }

    /// <summary>Gets or sets the storage class of new objects.</summary>
    /// <value><c>STANDARD_IA</c>. The default, none, is the bucket's. Classes that must be thawed before reading cannot be verified or restored.</value>
    public string? StorageClass { get; set; }

    /// <summary>Gets or sets how the server encrypts new objects.</summary>
    /// <value>The default, <see cref="S3ServerEncryption.BucketDefault"/>, asks for nothing.</value>
    public S3ServerEncryption ServerEncryption { get; set; }

    /// <summary>Gets or sets the key of <see cref="S3ServerEncryption.Kms"/>.</summary>
    /// <value>An id, ARN or alias. The default, none, is the account's own key for S3.</value>
    public string? KmsKeyId { get; set; }

    /// <summary>Gets or sets how objects with a retention time are locked.</summary>
    /// <value>The default is <see cref="S3ObjectLock.None"/>. The bucket must have been made with Object Lock.</value>
    public S3ObjectLock ObjectLock { get; set; }

    /// <summary>Gets or sets the size in bytes of the parts of a large object.</summary>
    /// <value>5 MiB to 256 MiB; the default is 16 MiB. Larger where the size that is expected needs it.</value>
    public int PartBytes { get; set; } = PartPlan.DefaultPartBytes;

    /// <summary>Gets or sets a value indicating whether all parts but the last have the same size, as Cloudflare R2 wants.</summary>
    /// <value>The default is <see langword="false"/>: parts grow, so that 10,000 of them hold an object of unknown size of up to 969 GiB.</value>
    public bool UniformParts { get; set; }

    /// <summary>Gets or sets how many parts are sent at once.</summary>
    /// <value>1 to 32; the default is 4.</value>
    public int PartsInFlight { get; set; } = 4;

    /// <summary>Gets or sets how many bytes the buffers of one upload may have.</summary>
    /// <value>At least <see cref="PartBytes"/>; the default is 512 MiB. Where parts have grown, fewer are sent at once.
    /// As long as they have not, an upload needs one buffer more than <see cref="PartsInFlight"/>.</value>
    public long MaxBufferBytes { get; set; } = 512L * 1024 * 1024;

    /// <summary>Gets or sets how long nothing may move on a connection before a request is given up and repeated.</summary>
    /// <value>1 second to 1 hour; the default is 60 seconds.</value>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Gets or sets how long ago the last part of an unfinished upload of ours must have been sent for it to be removed.</summary>
    /// <value>At least 1 hour; the default is 1 day. Longer than the longest pause that a running upload can make.</value>
    public TimeSpan StaleUploadAge { get; set; } = TimeSpan.FromDays(1);

    // Source: docs.aws.amazon.com, ListObjectsV2 and DeleteObjects. Tests set less, so that few objects need many requests.
    internal int PageObjects { get; set; } = 1000;

    internal int BatchNames { get; set; } = 1000;
}
