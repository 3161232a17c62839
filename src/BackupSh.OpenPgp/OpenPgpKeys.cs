namespace BackupSh.OpenPgp;

/// <summary>The keys of an <see cref="OpenPgpEncryptor"/>: some for writing, some for reading.</summary>
/// <remarks>Immutable. A host that writes to <see cref="RecipientKeyFiles"/> needs no key for reading, and then cannot decrypt
/// its own backups. What archives are written with is not tried for reading, unless it is listed there, too.</remarks>
public sealed class OpenPgpKeys
{
    /// <summary>Gets the passphrase that decrypts new archives.</summary>
    /// <value>The default is <see langword="null"/>: no passphrase decrypts them.</value>
    public Secret? Passphrase { get; init; }

    /// <summary>Gets the paths of the certificates (public keys) whose private keys decrypt new archives.</summary>
    /// <value>Files that <c>gpg --export</c> made, armored or binary, with one certificate each. The default is none.</value>
    public IReadOnlyList<string> RecipientKeyFiles { get; init; } = [];

    /// <summary>Gets the passphrases that are tried on archives: the present one and earlier ones.</summary>
    /// <value>The default is none.</value>
    public IReadOnlyList<Secret> ReadingPassphrases { get; init; } = [];

    /// <summary>Gets the private keys that are tried on archives.</summary>
    /// <value>The default is none.</value>
    public IReadOnlyList<OpenPgpPrivateKeyFile> PrivateKeys { get; init; } = [];
}
