using BackupSh.Configuration;

namespace BackupSh.Storage.S3;

/// <summary>Reads the options from a configuration.</summary>
internal static class S3StorageOptionsReading
{
    internal static void Read(OptionsReader reader, S3StorageOptions options)
    {
        reader.Text(nameof(options.BucketName), value => options.BucketName = value);
        reader.Text(nameof(options.Prefix), value => options.Prefix = value);
        reader.Text(nameof(options.ServiceUrl), value => options.ServiceUrl = value);
        reader.Text(nameof(options.Region), value => options.Region = value);
        reader.Boolean(nameof(options.ForcePathStyle), value => options.ForcePathStyle = value);
        reader.Text(nameof(options.AccessKeyId), value => options.AccessKeyId = value);
        reader.Secret(nameof(options.SecretAccessKey), value => options.SecretAccessKey = value);
        reader.Secret(nameof(options.SessionToken), value => options.SessionToken = value);
        reader.Text(nameof(options.Profile), value => options.Profile = value);
        reader.OneOf<S3PayloadStyle>(nameof(options.PayloadStyle), value => options.PayloadStyle = value);
        reader.OneOf<S3CreateOnly>(nameof(options.CreateOnly), value => options.CreateOnly = value);
        reader.Text(nameof(options.StorageClass), value => options.StorageClass = value);
        reader.OneOf<S3ServerEncryption>(nameof(options.ServerEncryption), value => options.ServerEncryption = value);
        reader.Text(nameof(options.KmsKeyId), value => options.KmsKeyId = value);
        reader.OneOf<S3ObjectLock>(nameof(options.ObjectLock), value => options.ObjectLock = value);
        reader.WholeNumber(nameof(options.PartBytes), value => options.PartBytes = (int)Math.Clamp(value, int.MinValue, int.MaxValue));
        reader.Boolean(nameof(options.UniformParts), value => options.UniformParts = value);
        reader.WholeNumber(nameof(options.PartsInFlight), value => options.PartsInFlight = (int)Math.Clamp(value, int.MinValue, int.MaxValue));
        reader.WholeNumber(nameof(options.MaxBufferBytes), value => options.MaxBufferBytes = value);
        reader.Duration(nameof(options.RequestTimeout), value => options.RequestTimeout = value);
        reader.Duration(nameof(options.StaleUploadAge), value => options.StaleUploadAge = value);
    }
}
