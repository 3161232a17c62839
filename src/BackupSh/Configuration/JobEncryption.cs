namespace BackupSh.Configuration;

/// <summary>What a job's archives are encrypted with: OpenPGP, or the host's own encryptor.</summary>
/// <param name="Passphrase">OpenPGP: the passphrase, to be revealed at each run, or <see langword="null"/>.</param>
/// <param name="RecipientKeyFiles">OpenPGP: the public keys' files. May be empty.</param>
/// <param name="EncryptorName">The host's own encryptor, or <see langword="null"/> for OpenPGP.</param>
internal sealed record JobEncryption(Secret? Passphrase, IReadOnlyList<string> RecipientKeyFiles, string? EncryptorName);
