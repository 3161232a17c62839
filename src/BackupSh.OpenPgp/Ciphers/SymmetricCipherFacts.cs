namespace BackupSh.OpenPgp.Ciphers;

/// <summary>Key lengths and names of ciphers.</summary>
internal static class SymmetricCipherFacts
{
    /// <summary>Returns the key's length in bytes, or zero for a cipher that is not read here.</summary>
    internal static int KeyLength(this SymmetricCipher cipher) => cipher switch
    {
        SymmetricCipher.Aes128 => 16,
        SymmetricCipher.Aes192 => 24,
        SymmetricCipher.Aes256 => 32,
        _ => 0,
    };

    /// <summary>Returns the name of a cipher's id, known to us or only to OpenPGP; null where OpenPGP knows none.</summary>
    // Source: RFC 9580 §9.3 (symmetric key algorithms).
    internal static string? Name(byte cipher) => cipher switch
    {
        1 => "IDEA",
        2 => "3DES",
        3 => "CAST5",
        4 => "Blowfish",
        7 => "AES-128",
        8 => "AES-192",
        9 => "AES-256",
        10 => "Twofish",
        11 => "Camellia-128",
        12 => "Camellia-192",
        13 => "Camellia-256",
        _ => null,
    };
}
