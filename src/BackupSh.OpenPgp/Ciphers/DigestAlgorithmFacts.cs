using System.Diagnostics;
using System.Security.Cryptography;

namespace BackupSh.OpenPgp.Ciphers;

/// <summary>Names of digests.</summary>
internal static class DigestAlgorithmFacts
{
    internal static HashAlgorithmName HashName(this DigestAlgorithm digest) => digest switch
    {
        DigestAlgorithm.Sha1 => HashAlgorithmName.SHA1,
        DigestAlgorithm.Sha256 => HashAlgorithmName.SHA256,
        DigestAlgorithm.Sha384 => HashAlgorithmName.SHA384,
        DigestAlgorithm.Sha512 => HashAlgorithmName.SHA512,
        _ => throw new UnreachableException(),
    };

    /// <summary>Returns the name of a digest's id, known to us or only to OpenPGP; null where OpenPGP knows none.</summary>
    // Source: RFC 9580 §9.5 (hash algorithms).
    internal static string? Name(byte digest) => digest switch
    {
        1 => "MD5",
        2 => "SHA-1",
        3 => "RIPEMD-160",
        8 => "SHA-256",
        9 => "SHA-384",
        10 => "SHA-512",
        11 => "SHA-224",
        12 => "SHA3-256",
        14 => "SHA3-512",
        _ => null,
    };
}
