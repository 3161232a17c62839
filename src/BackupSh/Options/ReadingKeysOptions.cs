namespace BackupSh.Options;

/// <summary>The keys that backups are read with: to restore, verify and drill.</summary>
/// <remarks>A job's <see cref="EncryptionOptions"/> are for writing. Keep an old passphrase here for as long as backups need it.
/// The passphrases that jobs write with now are tried after these. Public keys do not read: give their private keys here.</remarks>
public sealed class ReadingKeysOptions
{
    /// <summary>Gets or sets the passphrases to try, in this order.</summary>
    /// <value>The default is empty.</value>
    public IList<Secret> Passphrases { get; set; } = [];

    /// <summary>Gets or sets the OpenPGP private keys to try.</summary>
    /// <value>The default is empty.</value>
    public IList<PrivateKeyOptions> PrivateKeys { get; set; } = [];
}
