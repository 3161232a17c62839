using System.Security.Cryptography;
using BackupSh.OpenPgp.Ciphers;
using BackupSh.OpenPgp.Packets;
using Org.BouncyCastle.Bcpg;
using Org.BouncyCastle.Crypto.Parameters;

namespace BackupSh.OpenPgp.Keys;

/// <summary>Encrypts session keys to a Curve25519 key.</summary>
internal sealed class Curve25519Wrapping(PublicKeyPacket packet, X25519PublicKeyParameters key) : SessionKeyWrapping
{
    internal override byte[] Wrap(ReadOnlySpan<byte> form, FillRandom random)
    {
        byte[] scalar = new byte[X25519PrivateKeyParameters.KeySize];
        random(scalar);
        X25519PrivateKeyParameters ephemeral = new(scalar);
        byte[] shared = new byte[X25519PrivateKeyParameters.SecretSize];
        ephemeral.GenerateSecret(key, shared);
        byte[] padded = Curve25519KeyWrap.Pad(form);
        byte[] wrapped = Curve25519KeyWrap.Engine(wrapping: true, packet, shared).Wrap(padded, 0, padded.Length);
        byte[] point = [Curve25519KeyWrap.NativePoint, .. ephemeral.GeneratePublicKey().GetEncoded()];
        CryptographicOperations.ZeroMemory(scalar);
        CryptographicOperations.ZeroMemory(shared);
        CryptographicOperations.ZeroMemory(padded);
        return [.. Mpi.Write(point), (byte)wrapped.Length, .. wrapped];
    }
}
