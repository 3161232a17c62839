using Org.BouncyCastle.Bcpg.OpenPgp;
using Org.BouncyCastle.Crypto.Parameters;

namespace BackupSh.OpenPgp.Keys;

/// <summary>Decrypts session keys with one private key.</summary>
internal abstract class SessionKeyUnwrapping
{
    /// <summary>Returns how to decrypt with a key, or <see langword="null"/> if its algorithm is not one that we read.</summary>
    internal static SessionKeyUnwrapping? For(PgpPrivateKey key) => key.Key switch
    {
        RsaPrivateCrtKeyParameters rsa => new RsaUnwrapping(rsa),
        X25519PrivateKeyParameters curve => new Curve25519Unwrapping(key.PublicKeyPacket, curve),
        _ => null,
    };

    /// <summary>Decrypts the algorithm's own fields of a packet.</summary>
    /// <returns>The session key with its cipher and checksum, or <see langword="null"/> if the key does not fit. The caller zeroes it.</returns>
    internal abstract byte[]? Unwrap(ReadOnlySpan<byte> fields);
}
