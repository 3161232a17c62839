using System.Security.Cryptography;
using BackupSh.OpenPgp.Packets;
using Org.BouncyCastle.Bcpg;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Parameters;

namespace BackupSh.OpenPgp.Keys;

/// <summary>Decrypts session keys with a Curve25519 key.</summary>
internal sealed class Curve25519Unwrapping(PublicKeyPacket packet, X25519PrivateKeyParameters key) : SessionKeyUnwrapping
{
    /// <summary>AES key wrap takes at least two blocks of eight octets and adds one.</summary>
    // Source: RFC 3394 §2.2.1.
    private const int MinimumWrapped = 24;

    internal override byte[]? Unwrap(ReadOnlySpan<byte> fields)
    {
        if (!Mpi.TryRead(ref fields, out ReadOnlySpan<byte> point)
            || point.Length != 1 + X25519PublicKeyParameters.KeySize
            || point[0] != Curve25519KeyWrap.NativePoint
            || fields.Length < MinimumWrapped
            || fields[0] != fields.Length - 1
            || fields[0] % 8 != 0)
        {
            return null;
        }

        byte[] shared = new byte[X25519PrivateKeyParameters.SecretSize];
        try
        {
            key.GenerateSecret(new X25519PublicKeyParameters(point[1..]), shared);
            byte[] padded = Curve25519KeyWrap.Engine(wrapping: false, packet, shared).Unwrap(fields[1..].ToArray(), 0, fields[0]);
            byte[]? form = Curve25519KeyWrap.Unpad(padded);
            CryptographicOperations.ZeroMemory(padded);
            return form;
        }
        catch (Exception exception) when (exception is CryptoException or InvalidOperationException)
        {
            // The wrap's own check failed, or the point is of low order: not encrypted to this key. The caller tries the next one.
            return null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(shared);
        }
    }
}
