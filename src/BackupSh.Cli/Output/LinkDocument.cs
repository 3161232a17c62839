using BackupSh.Catalog;

namespace BackupSh.Cli.Output;

/// <summary>What <c>link</c> writes.</summary>
/// <param name="Backup">The backup's name.</param>
/// <param name="Storage">Whose copy the link leads to.</param>
/// <param name="Archive">The file that is downloaded.</param>
/// <param name="Encrypted">Whether the archive is.</param>
/// <param name="Link">The address: a secret.</param>
/// <param name="ExpiresAt">When it ends.</param>
internal sealed record LinkDocument(string Backup, string Storage, string Archive, bool Encrypted, string Link, string ExpiresAt)
{
    internal static LinkDocument Of(BackupLink link) => new(
        link.Backup.Name.ToString(),
        link.Backup.Storage,
        link.Backup.Archive,
        link.Backup.Info.Encrypted,
        link.Link.Address.AbsoluteUri,
        Quantities.Time(link.Link.ExpiresAt.UtcDateTime));
}
