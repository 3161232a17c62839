namespace BackupSh.OpenPgp.Ciphers;

/// <summary>The ciphers that a message may be encrypted with.</summary>
// Source: RFC 9580 §9.3 (symmetric key algorithms).
internal enum SymmetricCipher : byte
{
    Aes128 = 7,
    Aes192 = 8,
    Aes256 = 9,
}
