using Org.BouncyCastle.Bcpg;
using Org.BouncyCastle.Bcpg.OpenPgp;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Parameters;

namespace BackupSh.OpenPgp.Keys;

/// <summary>What both directions of ECDH share: the derived key, the AES key wrap and the padding.</summary>
// Source: RFC 9580 §11.5 (EC DH algorithm, Curve25519Legacy as gpg makes it).
internal static class Curve25519KeyWrap
{
    /// <summary>Marks a Curve25519 point in native form.</summary>
    // Source: RFC 9580 §11.2.2 (prefixed native EC point form).
    internal const byte NativePoint = 0x40;

    /// <summary>Session keys are padded to this length, which hides how long they are.</summary>
    // Source: RFC 9580 §11.5 (padding to 40 octets).
    internal const int PaddedLength = 40;

    internal static Rfc3394WrapEngine Engine(bool wrapping, PublicKeyPacket packet, byte[] sharedSecret)
    {
        Rfc3394WrapEngine engine = new(new AesEngine());
        engine.Init(wrapping, new KeyParameter(Rfc6637Utilities.CreateKey(packet, sharedSecret)));
        return engine;
    }

    // Source: RFC 8018 §6.1.1 (each octet of the padding is its length).
    internal static byte[] Pad(ReadOnlySpan<byte> form)
    {
        byte[] padded = new byte[PaddedLength];
        padded.AsSpan(form.Length).Fill((byte)(PaddedLength - form.Length));
        form.CopyTo(padded);
        return padded;
    }

    /// <summary>Returns the padded form's content, or <see langword="null"/> if the padding is impossible.</summary>
    internal static byte[]? Unpad(ReadOnlySpan<byte> padded)
    {
        int padding = padded.IsEmpty ? 0 : padded[^1];
        if (padding == 0 || padding > padded.Length || padded[^padding..].ContainsAnyExcept((byte)padding))
        {
            return null;
        }

        return padded[..^padding].ToArray();
    }
}
