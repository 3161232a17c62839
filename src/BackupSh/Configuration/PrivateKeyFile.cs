namespace BackupSh.Configuration;

/// <summary>A private key's file.</summary>
/// <param name="File">Its path.</param>
/// <param name="Passphrase">What protects the key, or <see langword="null"/>.</param>
internal sealed record PrivateKeyFile(string File, Secret? Passphrase);
