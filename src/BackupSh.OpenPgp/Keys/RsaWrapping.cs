using BackupSh.OpenPgp.Ciphers;
using BackupSh.OpenPgp.Packets;
using Org.BouncyCastle.Crypto.Encodings;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Parameters;

namespace BackupSh.OpenPgp.Keys;

/// <summary>Encrypts session keys to an RSA key.</summary>
// Source: RFC 9580 §5.1.3 (PKCS #1 v1.5 encoding, one number).
internal sealed class RsaWrapping(RsaKeyParameters key) : SessionKeyWrapping
{
    internal override byte[] Wrap(ReadOnlySpan<byte> form, FillRandom random)
    {
        Pkcs1Encoding encoding = new(new RsaBlindedEngine());
        encoding.Init(forEncryption: true, new ParametersWithRandom(key, EntropySource.Wrap(random)));
        return Mpi.Write(encoding.ProcessBlock(form.ToArray(), 0, form.Length));
    }
}
