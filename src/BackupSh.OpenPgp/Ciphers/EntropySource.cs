using Org.BouncyCastle.Crypto.Prng;
using Org.BouncyCastle.Security;

namespace BackupSh.OpenPgp.Ciphers;

/// <summary>Gives BouncyCastle our randomness, so that there is one source of it.</summary>
internal sealed class EntropySource(FillRandom random) : IRandomGenerator
{
    internal static SecureRandom Wrap(FillRandom random) => new(new EntropySource(random));

    public void AddSeedMaterial(byte[] seed)
    {
        // The system's generator needs no seed.
    }

    public void AddSeedMaterial(ReadOnlySpan<byte> seed)
    {
        // The system's generator needs no seed.
    }

    public void AddSeedMaterial(long seed)
    {
        // The system's generator needs no seed.
    }

    public void NextBytes(byte[] bytes) => random(bytes);

    public void NextBytes(byte[] bytes, int start, int len) => random(bytes.AsSpan(start, len));

    public void NextBytes(Span<byte> bytes) => random(bytes);
}
