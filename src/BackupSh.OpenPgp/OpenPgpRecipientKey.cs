namespace BackupSh.OpenPgp;

/// <summary>A public key that new archives are encrypted to.</summary>
/// <param name="File">The file that it stands in.</param>
/// <param name="KeyId">The long key id of its encryption key: 16 upper-case hexadecimal digits.</param>
/// <param name="Expires">When the encryption key or the certificate expires, whichever comes first, UTC; or
/// <see langword="null"/> for never.</param>
public sealed record OpenPgpRecipientKey(string File, string KeyId, DateTimeOffset? Expires);
