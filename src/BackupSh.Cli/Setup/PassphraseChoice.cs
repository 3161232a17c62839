namespace BackupSh.Cli.Setup;

/// <summary>What backups are encrypted with.</summary>
internal enum PassphraseChoice
{
    /// <summary>A strong passphrase that is made now.</summary>
    New,

    /// <summary>One that the environment variable holds already, or will.</summary>
    Variable,

    /// <summary>Backups are not encrypted.</summary>
    None,
}
