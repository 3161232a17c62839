using System.Security.Cryptography;
using System.Text;

namespace BackupSh.Security;

/// <summary>Protects secrets with a key that the host supplies: AES-256-GCM, with a key of its own for each text.</summary>
internal static class KeyProtection
{
    internal const string Name = "key";

    // Source: NIST SP 800-38D, the sizes that are recommended there.
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int SaltBytes = 16;
    private const int KeyBytes = 32;

    private static readonly byte[] Purpose = "BackupSh.SecretProtection.v1"u8.ToArray();

    internal static SecretProtection Create(Secret key) => new(Name, text => Protect(key, text), text => Unprotect(key, text));

    private static string Protect(Secret key, string text)
    {
        byte[] plain = Encoding.UTF8.GetBytes(text);
        byte[] salt = RandomNumberGenerator.GetBytes(SaltBytes);
        byte[] nonce = RandomNumberGenerator.GetBytes(NonceBytes);
        byte[] sealedText = new byte[plain.Length];
        byte[] tag = new byte[TagBytes];
        using AesGcm aes = new(KeyOf(key, salt), TagBytes);
        aes.Encrypt(nonce, plain, sealedText, tag, Purpose);
        CryptographicOperations.ZeroMemory(plain);
        return Convert.ToBase64String([.. salt, .. nonce, .. tag, .. sealedText]);
    }

    private static string Unprotect(Secret key, string text)
    {
        ReadOnlySpan<byte> bytes = Convert.FromBase64String(text);
        if (bytes.Length < SaltBytes + NonceBytes + TagBytes)
        {
            throw new CryptographicException("The protected secret is too short.");
        }

        ReadOnlySpan<byte> rest = bytes[SaltBytes..];
        byte[] plain = new byte[rest.Length - NonceBytes - TagBytes];
        using AesGcm aes = new(KeyOf(key, bytes[..SaltBytes].ToArray()), TagBytes);
        aes.Decrypt(rest[..NonceBytes], rest[(NonceBytes + TagBytes)..], rest.Slice(NonceBytes, TagBytes), plain, Purpose);
        return Encoding.UTF8.GetString(plain);
    }

    // The host's key is long and random (the options ask for it), so a fast derivation does.
    private static byte[] KeyOf(Secret key, byte[] salt) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(key.Reveal()), KeyBytes, salt, Purpose);
}
