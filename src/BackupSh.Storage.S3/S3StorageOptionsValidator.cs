using System.Text.RegularExpressions;
using BackupSh.Configuration;
using BackupSh.Shared;

namespace BackupSh.Storage.S3;

/// <summary>Reports what is missing or wrong in the options. No fault shows a secret.</summary>
internal static partial class S3StorageOptionsValidator
{
    private const int MostPartsInFlight = 32;

    // Source: docs.aws.amazon.com, "Creating object key names": 1,024 bytes, of which the longest object name takes 255.
    private const int MaximumPrefixLength = 700;

    private static readonly TimeSpan LongestTimeout = TimeSpan.FromHours(1);

    internal static void Validate(S3StorageOptions options, OptionsScope scope)
    {
        if (scope.Require(nameof(options.BucketName), options.BucketName) && !Bucket().IsMatch(options.BucketName!))
        {
            scope.Fault(nameof(options.BucketName), ErrorTexts.Error("BSH0260", options.BucketName));
        }

        if (!IsPrefix(options.Prefix))
        {
            scope.Fault(nameof(options.Prefix), ErrorTexts.Error("BSH0263", options.Prefix));
        }

        ValidateEndpoint(options, scope);
        ValidateCredentials(options, scope);
        ValidateParts(options, scope);
        ValidateTimes(options, scope);
        ValidateWords(options, scope);
    }

    private static bool IsPrefix(string prefix)
    {
        string trimmed = prefix.Trim('/');
        return trimmed is "" or "."
            || (trimmed.Length <= MaximumPrefixLength && trimmed.Split('/').All(segment => Segment().IsMatch(segment) && segment is not ("." or "..")));
    }

    private static void ValidateEndpoint(S3StorageOptions options, OptionsScope scope)
    {
        if (string.IsNullOrEmpty(options.ServiceUrl))
        {
            if (string.IsNullOrWhiteSpace(options.Region))
            {
                scope.Fault(nameof(options.Region), ErrorTexts.Error("BSH0262"));
            }

            return;
        }

        if (!Uri.TryCreate(options.ServiceUrl, UriKind.Absolute, out Uri? url)
            || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps)
            || url.PathAndQuery != "/" || url.UserInfo.Length > 0 || url.Fragment.Length > 0)
        {
            // Not shown: somebody may have put credentials into it.
            scope.Fault(nameof(options.ServiceUrl), ErrorTexts.Error("BSH0261"));
        }
    }

    private static void ValidateCredentials(S3StorageOptions options, OptionsScope scope)
    {
        bool hasId = !string.IsNullOrEmpty(options.AccessKeyId);
        bool isPair = hasId == options.SecretAccessKey is not null && (hasId || options.SessionToken is null);
        int ways = (hasId ? 1 : 0) + (string.IsNullOrEmpty(options.Profile) ? 0 : 1) + (options.CredentialsProvider is null ? 0 : 1);
        if (!isPair || ways > 1)
        {
            scope.Fault(nameof(options.AccessKeyId), ErrorTexts.Error("BSH0264"));
        }

        scope.RequireReadable(nameof(options.SecretAccessKey), options.SecretAccessKey);
        scope.RequireReadable(nameof(options.SessionToken), options.SessionToken);
    }

    private static void ValidateParts(S3StorageOptions options, OptionsScope scope)
    {
        if (options.PartBytes is < PartPlan.SmallestPartBytes or > PartPlan.LargestPartBytes)
        {
            scope.Fault(nameof(options.PartBytes), ErrorTexts.Error("BSH0265", options.PartBytes, PartPlan.SmallestPartBytes, PartPlan.LargestPartBytes));
        }

        if (options.PartsInFlight is < 1 or > MostPartsInFlight)
        {
            scope.Fault(nameof(options.PartsInFlight), ErrorTexts.Error("BSH0265", options.PartsInFlight, 1, MostPartsInFlight));
        }

        if (options.MaxBufferBytes < options.PartBytes)
        {
            scope.Fault(nameof(options.MaxBufferBytes), ErrorTexts.Error("BSH0265", options.MaxBufferBytes, options.PartBytes, long.MaxValue));
        }
    }

    private static void ValidateTimes(S3StorageOptions options, OptionsScope scope)
    {
        if (options.RequestTimeout < TimeSpan.FromSeconds(1) || options.RequestTimeout > LongestTimeout)
        {
            scope.Fault(nameof(options.RequestTimeout), ErrorTexts.Error("BSH0266", options.RequestTimeout, TimeSpan.FromSeconds(1), LongestTimeout));
        }

        if (options.StaleUploadAge < TimeSpan.FromHours(1))
        {
            scope.Fault(nameof(options.StaleUploadAge), ErrorTexts.Error("BSH0266", options.StaleUploadAge, TimeSpan.FromHours(1), TimeSpan.MaxValue));
        }
    }

    private static void ValidateWords(S3StorageOptions options, OptionsScope scope)
    {
        Defined(nameof(options.PayloadStyle), options.PayloadStyle);
        Defined(nameof(options.CreateOnly), options.CreateOnly);
        Defined(nameof(options.ServerEncryption), options.ServerEncryption);
        Defined(nameof(options.ObjectLock), options.ObjectLock);
        if (!string.IsNullOrEmpty(options.KmsKeyId) && options.ServerEncryption != S3ServerEncryption.Kms)
        {
            scope.Fault(nameof(options.KmsKeyId), ErrorTexts.Error("BSH0269", options.KmsKeyId));
        }

        void Defined<T>(string key, T value)
            where T : struct, Enum
        {
            if (!Enum.IsDefined(value))
            {
                scope.Fault(key, ErrorTexts.Error("BSH0268", value, string.Join(", ", Enum.GetNames<T>())));
            }
        }
    }

    // Looser than Amazon's rule of today: older buckets and other servers have capitals and underscores.
    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]{2,62}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Bucket();

    [GeneratedRegex(@"\A[A-Za-z0-9!_.*'()=@,+ -]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Segment();
}
