namespace BackupSh.Options;

/// <summary>The keys that backups are read with: to restore, verify and drill.</summary>
/// <remarks>A job's <see cref="EncryptionOptions"/> are for writing. Keep an old passphrase here for as long as backups need it.
/// What a job writes with is not tried for reading, unless it stands here too.</remarks>
public sealed class ReadingKeysOptions
{
    /// <summary>Gets or sets the passphrases to try, in this order.</summary>
    /// <value>The default is empty.</value>
    public IList<Secret> Passphrases { get; set; } = [];

    /// <summary>Gets or sets the OpenPGP private keys to try.</summary>
    /// <value>The default is empty.</value>
    public IList<PrivateKeyOptions> PrivateKeys { get; set; } = [];
}
