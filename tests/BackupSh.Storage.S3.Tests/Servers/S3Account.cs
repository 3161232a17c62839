using System.Globalization;
using Amazon.Runtime;
using Amazon.S3;

namespace BackupSh.Storage.S3.Tests.Servers;

/// <summary>A server and who uses it.</summary>
public sealed record S3Account(Uri Endpoint, string AccessKeyId, string SecretAccessKey)
{
    /// <summary>Gets the server that the environment names (<c>eng/test-s3-more.sh</c> does), or null.</summary>
    public static S3Account? FromEnvironment =>
        Environment.GetEnvironmentVariable("BACKUPSH_S3_ENDPOINT") is { Length: > 0 } endpoint
            ? new(new Uri(endpoint), Required("BACKUPSH_S3_ACCESS_KEY"), Required("BACKUPSH_S3_SECRET_KEY"))
            : null;

    /// <summary>Gets what the server creates only if the name is free: Ceph 16 knows the condition on single puts.</summary>
    public static CreateOnlyScope? CreateOnly => Environment.GetEnvironmentVariable("BACKUPSH_S3_CREATE_ONLY") switch
    {
        "none" => null,
        "all" => CreateOnlyScope.AllObjects,
        _ => CreateOnlyScope.SmallObjects,
    };

    /// <summary>Gets the smallest part that the server takes; <c>eng/servers</c> makes it small where it can.</summary>
    public static int PartBytes => Number("BACKUPSH_S3_PART_BYTES", 64 * 1024);

    /// <summary>Makes Amazon's client, in the way that every server understands: without checksums in trailers.</summary>
    public AmazonS3Client CreateClient() => new(
        new BasicAWSCredentials(AccessKeyId, SecretAccessKey),
        new AmazonS3Config
        {
            ServiceURL = Endpoint.ToString(),
            ForcePathStyle = true,
            AuthenticationRegion = "us-east-1",
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        });

    private static int Number(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    private static string Required(string variable) =>
        Environment.GetEnvironmentVariable(variable) ?? throw new InvalidOperationException($"{variable} is not set.");
}
