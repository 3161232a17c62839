using BackupSh.OpenPgp.Packets;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Encodings;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Parameters;

namespace BackupSh.OpenPgp.Keys;

/// <summary>Decrypts session keys with an RSA key.</summary>
// Source: RFC 9580 §5.1.3 (PKCS #1 v1.5 encoding, one number).
internal sealed class RsaUnwrapping(RsaPrivateCrtKeyParameters key) : SessionKeyUnwrapping
{
    internal override byte[]? Unwrap(ReadOnlySpan<byte> fields)
    {
        int modulusLength = (key.Modulus.BitLength + 7) / 8;
        if (!Mpi.TryRead(ref fields, out ReadOnlySpan<byte> number) || !fields.IsEmpty || number.Length > modulusLength)
        {
            return null;
        }

        // A number has lost its leading zeros, the decoder wants them back.
        byte[] block = new byte[modulusLength];
        number.CopyTo(block.AsSpan(modulusLength - number.Length));
        Pkcs1Encoding encoding = new(new RsaBlindedEngine());
        encoding.Init(forEncryption: false, key);
        try
        {
            return encoding.ProcessBlock(block, 0, block.Length);
        }
        catch (CryptoException)
        {
            // The padding is wrong: the session key was not encrypted to this key. The caller tries the next one.
            return null;
        }
    }
}
