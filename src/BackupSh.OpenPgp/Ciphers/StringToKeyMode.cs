namespace BackupSh.OpenPgp.Ciphers;

/// <summary>The kinds of string-to-key specifier that are read.</summary>
// Source: RFC 9580 §3.7.1 (S2K types).
internal enum StringToKeyMode : byte
{
    Simple = 0,
    Salted = 1,
    Iterated = 3,
}
