using BackupSh.OpenPgp.Ciphers;
using Org.BouncyCastle.Bcpg.OpenPgp;
using Org.BouncyCastle.Crypto.Parameters;

namespace BackupSh.OpenPgp.Keys;

/// <summary>Encrypts session keys to one public key.</summary>
internal abstract class SessionKeyWrapping
{
    /// <summary>Returns how to encrypt to a key, or <see langword="null"/> if its algorithm is not one that we write for.</summary>
    internal static SessionKeyWrapping? For(PgpPublicKey key) => key.GetKey() switch
    {
        RsaKeyParameters rsa => new RsaWrapping(rsa),
        X25519PublicKeyParameters curve => new Curve25519Wrapping(key.PublicKeyPacket, curve),
        _ => null,
    };

    /// <summary>Encrypts a session key with its cipher and checksum.</summary>
    /// <returns>The algorithm's own fields of the packet.</returns>
    internal abstract byte[] Wrap(ReadOnlySpan<byte> form, FillRandom random);
}
