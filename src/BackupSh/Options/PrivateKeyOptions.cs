namespace BackupSh.Options;

/// <summary>A file with an OpenPGP private key.</summary>
public sealed class PrivateKeyOptions
{
    /// <summary>Gets or sets the file's path, armored or binary.</summary>
    /// <value>Required. A relative path in a configuration counts from the configuration's folder.</value>
    public string? File { get; set; }

    /// <summary>Gets or sets the passphrase that protects the key.</summary>
    /// <value>The default is <see langword="null"/>: the key is not protected.</value>
    public Secret? Passphrase { get; set; }
}
