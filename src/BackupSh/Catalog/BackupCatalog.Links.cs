using BackupSh.Backups;
using BackupSh.Shared;
using BackupSh.Storage;

namespace BackupSh.Catalog;

/// <content>Temporary links.</content>
public sealed partial class BackupCatalog
{
    /// <summary>Makes a link with which somebody without credentials can download a backup's archive for a while.</summary>
    /// <param name="backup">The backup's name without extension, or <c>latest:source</c>.</param>
    /// <param name="lifetime">How long the link should work, above zero. A storage may cut it to what it can do.</param>
    /// <param name="storage">The storage, or <see langword="null"/> for the first copy whose storage makes links.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>The link, and the copy that it leads to. The archive is what the storage holds: encrypted, if it was.</returns>
    /// <exception cref="ArgumentException">The lifetime is not above zero.</exception>
    /// <exception cref="StorageException">A storage could not be asked, and no other one has the backup.</exception>
    /// <exception cref="BackupShException">There is no such backup (<c>BSH0542</c>, <c>BSH0543</c>), no such storage (<c>BSH0142</c>), or none
    /// of its storages makes links (<c>BSH0819</c>).</exception>
    public async Task<BackupLink> GetTemporaryLinkAsync(
        string backup, TimeSpan lifetime, string? storage = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(backup);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(lifetime, TimeSpan.Zero);
        IReadOnlyList<BackupEntry> copies = await FindAsync(backup, storage, cancellationToken).ConfigureAwait(false);
        foreach (BackupEntry copy in copies)
        {
            StorageTarget target = _engine.GetTarget(copy.Storage);
            if (target.Storage.GetAbility<ITemporaryLinkStorage>() is { } links)
            {
                TemporaryLink link = await target.Requests.GetTemporaryLinkAsync(links, copy.Archive, lifetime, cancellationToken).ConfigureAwait(false);
                return new BackupLink(copy, link);
            }
        }

        throw new BackupShException(ErrorTexts.Error("BSH0819", copies[0].Name, string.Join(", ", copies.Select(copy => $"'{copy.Storage}'"))));
    }
}
