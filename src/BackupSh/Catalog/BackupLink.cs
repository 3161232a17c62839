using BackupSh.Storage;

namespace BackupSh.Catalog;

/// <summary>A temporary link to a backup's archive.</summary>
/// <param name="Backup">The copy that it leads to.</param>
/// <param name="Link">The link. Whoever has it can read the archive: treat it as a secret, and log it nowhere.</param>
public sealed record BackupLink(BackupEntry Backup, TemporaryLink Link);
