using System.Buffers.Binary;
using System.Security.Cryptography;

namespace BackupSh.OpenPgp.Ciphers;

/// <summary>The key that one message's data is encrypted with. Disposing it zeroes it.</summary>
internal sealed class SessionKey(SymmetricCipher cipher, byte[] key) : IDisposable
{
    private const int ChecksumLength = 2;

    internal SymmetricCipher Cipher { get; } = cipher;

    internal ReadOnlySpan<byte> Key => key;

    public void Dispose() => CryptographicOperations.ZeroMemory(key);

    internal static SessionKey Create(SymmetricCipher cipher, FillRandom random)
    {
        byte[] key = new byte[cipher.KeyLength()];
        random(key);
        return new SessionKey(cipher, key);
    }

    /// <summary>Returns cipher and key, the form that a passphrase encrypts. The caller zeroes it.</summary>
    // Source: RFC 9580 §5.3.1 (the encrypted session key of a version 4 packet).
    internal byte[] ToPassphraseForm() => [(byte)Cipher, .. key];

    /// <summary>Returns cipher, key and checksum, the form that a public key encrypts. The caller zeroes it.</summary>
    // Source: RFC 9580 §5.1.3 (the two-octet checksum is the sum of the key's octets).
    internal byte[] ToPublicKeyForm()
    {
        byte[] form = new byte[1 + key.Length + ChecksumLength];
        form[0] = (byte)Cipher;
        key.CopyTo(form.AsSpan(1));
        BinaryPrimitives.WriteUInt16BigEndian(form.AsSpan(1 + key.Length), Checksum(key));
        return form;
    }

    /// <summary>Reads <see cref="ToPassphraseForm"/>: null if the form is impossible, as it is under a wrong passphrase.</summary>
    internal static SessionKey? FromPassphraseForm(ReadOnlySpan<byte> form) =>
        form.Length > 1 && form.Length - 1 == ((SymmetricCipher)form[0]).KeyLength()
            ? new SessionKey((SymmetricCipher)form[0], form[1..].ToArray())
            : null;

    /// <summary>Reads <see cref="ToPublicKeyForm"/>: null if the form is impossible, as it is under a wrong key.</summary>
    internal static SessionKey? FromPublicKeyForm(ReadOnlySpan<byte> form) =>
        form.Length > 1 + ChecksumLength
        && BinaryPrimitives.ReadUInt16BigEndian(form[^ChecksumLength..]) == Checksum(form[1..^ChecksumLength])
            ? FromPassphraseForm(form[..^ChecksumLength])
            : null;

    private static ushort Checksum(ReadOnlySpan<byte> key)
    {
        ushort sum = 0;
        foreach (byte octet in key)
        {
            sum = unchecked((ushort)(sum + octet));
        }

        return sum;
    }
}
