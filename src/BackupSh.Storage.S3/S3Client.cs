using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.S3;

namespace BackupSh.Storage.S3;

/// <summary>The SDK's client, without what it does behind our back: no retries, no redirects, no checksums of its own choice.</summary>
internal sealed class S3Client(AWSCredentials credentials, AmazonS3Config config) : AmazonS3Client(credentials, config)
{
    // Source: every S3-compatible server takes it where it does not care about regions.
    private const string DefaultRegion = "us-east-1";

    internal static AmazonS3Config Configure(S3StorageOptions options, HttpClientFactory transport)
    {
        AmazonS3Config config = new()
        {
            ForcePathStyle = IsPathStyle(options),
            HttpClientFactory = transport,
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            Timeout = Timeout.InfiniteTimeSpan,

            // Pieces in which a part goes to the socket; the default of 8 KiB costs a third of the speed.
            BufferSize = 256 * 1024,
        };
        if (string.IsNullOrEmpty(options.ServiceUrl))
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(options.Region);
        }
        else
        {
            config.ServiceURL = options.ServiceUrl;
            config.AuthenticationRegion = string.IsNullOrEmpty(options.Region) ? DefaultRegion : options.Region;
        }

        return config;
    }

    internal static bool IsPathStyle(S3StorageOptions options) => options.ForcePathStyle ?? !string.IsNullOrEmpty(options.ServiceUrl);

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        base.CustomizeRuntimePipeline(pipeline);

        // It would send the signed request to whatever host an answer names; S3Transport makes an error of it.
        pipeline.RemoveHandler<Amazon.S3.Internal.AmazonS3RedirectHandler>();

        // Also with no retries allowed it repeats a request whose connection broke, and nobody knows that it was sent twice.
        pipeline.RemoveHandler<RetryHandler>();
    }
}
