namespace BackupSh.OpenPgp;

/// <summary>A private key that old archives are decrypted with.</summary>
/// <param name="File">The path of a file that <c>gpg --export-secret-keys</c> made, armored or binary; RSA or Curve25519.
/// It may hold several keys, if one passphrase opens them all.</param>
/// <param name="Passphrase">The passphrase that protects the key, or <see langword="null"/> if none does.</param>
public sealed record OpenPgpPrivateKeyFile(string File, Secret? Passphrase = null);
