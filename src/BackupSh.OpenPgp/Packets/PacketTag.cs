namespace BackupSh.OpenPgp.Packets;

/// <summary>The packet types that occur around and in an encrypted message.</summary>
// Source: RFC 9580 §5 (packet types); 20 is LibrePGP's, draft-koch-librepgp §5.16.
internal enum PacketTag : byte
{
    PublicKeyEncryptedSessionKey = 1,
    Signature = 2,
    SymmetricKeyEncryptedSessionKey = 3,
    OnePassSignature = 4,
    SecretKey = 5,
    PublicKey = 6,
    Compressed = 8,
    EncryptedWithoutIntegrity = 9,
    Marker = 10,
    Literal = 11,
    IntegrityProtected = 18,
    ModificationDetectionCode = 19,
    LibrePgpEncrypted = 20,
    Padding = 21,
}
