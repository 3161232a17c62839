namespace BackupSh.Options;

/// <summary>What a job's archives are encrypted with: OpenPGP with a passphrase, with public keys or with both; or the
/// host's own encryptor.</summary>
/// <remarks>Any one of passphrase and keys then decrypts. For reading, see <see cref="ReadingKeysOptions"/>.</remarks>
public sealed class EncryptionOptions
{
    /// <summary>Gets or sets the passphrase.</summary>
    /// <value>The default is <see langword="null"/>: none. Read at each run.</value>
    public Secret? Passphrase { get; set; }

    /// <summary>Gets or sets the files of the recipients' OpenPGP public keys. With these alone the host cannot decrypt
    /// what it wrote.</summary>
    /// <value>Paths; a relative one in a configuration counts from the configuration's folder. The default is empty.</value>
    public IList<string> RecipientKeys { get; set; } = [];

    /// <summary>Gets or sets the name of an encryptor that <c>AddEncryptor</c> has added, instead of OpenPGP.</summary>
    /// <value>The default is <see langword="null"/>: OpenPGP. Excludes the other options.</value>
    public string? Encryptor { get; set; }

    /// <summary>Gets or sets a value indicating whether a configuration has the section, without a fault of form: it then
    /// has to name a key.</summary>
    internal bool IsSection { get; set; }
}
