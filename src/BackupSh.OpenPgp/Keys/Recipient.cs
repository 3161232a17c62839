namespace BackupSh.OpenPgp.Keys;

/// <summary>A public key that new archives are encrypted to.</summary>
/// <param name="KeyId">The id of the encryption subkey.</param>
/// <param name="Algorithm">The algorithm's number in the packet.</param>
/// <param name="Transport">Encrypts session keys to it.</param>
/// <param name="Expires">When it or its certificate expires, whichever comes first, or null for never.</param>
internal sealed record Recipient(ulong KeyId, byte Algorithm, SessionKeyWrapping Transport, DateTimeOffset? Expires);
