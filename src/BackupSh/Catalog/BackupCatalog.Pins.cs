using BackupSh.Backups;
using BackupSh.Diagnostics;
using BackupSh.Shared;

namespace BackupSh.Catalog;

/// <content>Pins.</content>
public sealed partial class BackupCatalog
{
    /// <summary>Pins a backup: neither rotation nor <see cref="DeleteAsync"/> touches it while the pin holds.</summary>
    /// <param name="backup">The backup's name without extension, or <c>latest:source</c>.</param>
    /// <param name="pin">Why, until when and by whom; fractions of a second are cut off.</param>
    /// <param name="storage">The storage, or <see langword="null"/> for every one that has the backup.</param>
    /// <param name="replace">Whether another pin that holds is replaced. The default is <see langword="false"/>: it is an error. A
    /// pin whose time is over is always replaced, and one that says the same is left as it is.</param>
    /// <param name="cancellationToken">Ends the pinning; the pin may be there in some storages.</param>
    /// <returns>What became of it in each storage that has the backup, and in each that could not be asked. <see cref="PinStatus.Pinned"/>
    /// is said only after the pin was read back.</returns>
    /// <remarks>A pin is an object beside the backup, written create-only; to replace one, the old one is deleted first. A rotation
    /// that deletes the backup in the same moment may be faster: then the outcome is an error (<c>BSH0548</c>).</remarks>
    /// <exception cref="ArgumentException">The pin does not hold now, or a text of it is too long.</exception>
    /// <exception cref="BackupShException">There is no such backup (<c>BSH0540</c>, <c>BSH0542</c>) or storage (<c>BSH0142</c>).</exception>
    public async Task<IReadOnlyList<PinOutcome>> PinAsync(
        string backup, BackupPin pin, string? storage = null, bool replace = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(pin);
        BackupPin written = BackupPinFile.Read(BackupPinFile.Write(pin));
        if (!written.HoldsAt(_engine.Now))
        {
            throw new ArgumentException("The pin would be over already.", nameof(pin));
        }

        CatalogView copies = await FindNamesakesAsync(backup, storage, cancellationToken).ConfigureAwait(false);
        PinOutcome[] outcomes = await Task.WhenAll(copies.Backups.Select(
            entry => Pinning(entry.Storage, entry.Name).PinAsync(written, replace, cancellationToken))).ConfigureAwait(false);
        foreach (PinOutcome outcome in outcomes.Where(outcome => outcome.Status == PinStatus.Pinned))
        {
            Log.Pinned(_engine.Logger, outcome.Backup, outcome.Storage, written.Reason);
        }

        return
        [
            .. outcomes,
            .. copies.Failures.ExceptBy(copies.Backups.Select(entry => entry.Storage), failure => failure.Storage).Select(
                failure => new PinOutcome(outcomes[0].Backup, failure.Storage, PinStatus.Failed, Error: Failure.ErrorOf(failure.Exception))),
        ];
    }

    /// <summary>Removes a backup's pin: also one that cannot be read, and one whose backup is gone.</summary>
    /// <param name="backup">The backup's name without extension, or <c>latest:source</c>.</param>
    /// <param name="storage">The storage, or <see langword="null"/> for all.</param>
    /// <param name="cancellationToken">Ends it; the pin may be gone in some storages.</param>
    /// <returns>What became of it in each storage that has the backup or its pin, and in each that could not be asked.</returns>
    /// <exception cref="BackupShException">There is neither such a backup nor such a pin (<c>BSH0540</c>, <c>BSH0542</c>), or no such
    /// storage (<c>BSH0142</c>).</exception>
    public async Task<IReadOnlyList<PinOutcome>> UnpinAsync(string backup, string? storage = null, CancellationToken cancellationToken = default)
    {
        BackupName name = BackupReference.Parse(backup).Query.Name
            ?? (await FindNamesakesAsync(backup, storage, cancellationToken).ConfigureAwait(false)).Backups[0].Name;
        PinOutcome?[] outcomes = await Task.WhenAll(
            StoragesToAsk(storage).Select(asked => Pinning(asked, name).UnpinAsync(cancellationToken))).ConfigureAwait(false);
        foreach (PinOutcome outcome in outcomes.OfType<PinOutcome>().Where(outcome => outcome.Status == PinStatus.Removed))
        {
            Log.Unpinned(_engine.Logger, outcome.Backup, outcome.Storage);
        }

        return outcomes.OfType<PinOutcome>().Any() ? [.. outcomes.OfType<PinOutcome>()] : throw NoSuchBackup(backup, storage);
    }

    /// <summary>Returns everything of one name, whatever its health and whichever run made it: a pin lies beside a name.</summary>
    private async Task<CatalogView> FindNamesakesAsync(string reference, string? storage, CancellationToken cancellationToken)
    {
        BackupReference parsed = BackupReference.Parse(reference);
        CatalogView view = await ReadAsync(parsed.Query with { Storage = storage }, cancellationToken).ConfigureAwait(false);
        if (view.Backups.Count == 0 && view.Failures.Count == 0)
        {
            throw NoSuchBackup(reference, storage);
        }

        BackupName name = CopiesOfNewest(view, reference, entry => parsed.Query.Name is not null || entry.IsUsable)[0].Name;
        return view with { Backups = [.. view.Backups.Where(entry => entry.Name == name)] };
    }

    private BackupPinning Pinning(string storage, BackupName name)
    {
        StorageTarget target = _engine.GetTarget(storage);
        return new BackupPinning(target, _engine.GetReader(target), name, _engine.Time);
    }

    private BackupShException NoSuchBackup(string reference, string? storage) => new(storage is null
        ? ErrorTexts.Error("BSH0542", reference)
        : ErrorTexts.Error("BSH0540", reference, _engine.Components.GetStorageName(storage)));
}
