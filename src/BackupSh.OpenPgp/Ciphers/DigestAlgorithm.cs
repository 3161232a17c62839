namespace BackupSh.OpenPgp.Ciphers;

/// <summary>The digests that a passphrase may be hashed with.</summary>
// Source: RFC 9580 §9.5 (hash algorithms).
internal enum DigestAlgorithm : byte
{
    Sha1 = 2,
    Sha256 = 8,
    Sha384 = 9,
    Sha512 = 10,
}
