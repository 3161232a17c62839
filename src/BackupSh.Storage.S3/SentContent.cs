using System.Globalization;
using System.Security.Cryptography;

namespace BackupSh.Storage.S3;

/// <summary>What was sent of an object, to compare with what the server says that it has.</summary>
/// <param name="parts">The digests, in the order of the parts.</param>
/// <param name="isMultipart">Whether it was sent in a multipart upload.</param>
internal sealed class SentContent(IReadOnlyList<PartDigest> parts, bool isMultipart)
{
    internal IReadOnlyList<PartDigest> Parts => parts;

    internal long SizeBytes => parts.Sum(part => (long)part.Count);

    /// <summary>Gets the ETag of servers whose ETags are made of MD5.</summary>
    internal string ETag
    {
        get
        {
            // Source: what S3 and every server of the tests does; no document promises it, so it only ever proves equality.
            byte[] md5 = isMultipart ? PartDigest.Md5Of([.. parts.SelectMany(part => part.Md5)]) : parts[0].Md5;
            return Convert.ToHexStringLower(md5) + Suffix;
        }
    }

    /// <summary>Gets the SHA-256 that Amazon S3 keeps (of a multipart upload: of the parts' SHA-256), or null.</summary>
    internal string? Sha256
    {
        get
        {
            if (parts.Any(part => part.Sha256 is null))
            {
                return null;
            }

            byte[] sha256 = isMultipart ? SHA256.HashData([.. parts.SelectMany(part => part.Sha256!)]) : parts[0].Sha256!;
            return Convert.ToBase64String(sha256) + Suffix;
        }
    }

    private string Suffix => isMultipart ? string.Create(CultureInfo.InvariantCulture, $"-{parts.Count}") : "";
}
