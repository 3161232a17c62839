using BackupSh.Catalog;
using BackupSh.Compression;
using BackupSh.Encryption;
using BackupSh.Sources;

namespace BackupSh.Backups;

/// <summary>What one backup is made of, known before the first byte.</summary>
internal sealed record BackupRecipe(
    IBackupSource Source, SourceDescription Description, IBackupEncryptor? Encryptor, ArchiveCompression Compression)
{
    /// <summary>Gets which of the source's databases it is, or null for the source's own.</summary>
    internal string? Database { get; init; }

    /// <summary>Returns the archive's file name: its extensions tell the chain.</summary>
    internal string Archive(BackupName name)
    {
        string?[] extensions = [Description.Extension, Compression.Extension, Encryptor is null ? null : BackupFile.EncryptedExtension];
        return name.File(string.Join('.', extensions.OfType<string>()));
    }
}
