using BackupSh.Catalog;
using BackupSh.Cli.Output;
using BackupSh.Shared;

namespace BackupSh.Cli.Commands;

/// <summary>Looks at a backup before any copy of it is deleted: what is refused in one storage is refused in all.</summary>
internal sealed class DeletionGuard(CommandContext context, CatalogReading reading)
{
    /// <summary>Refuses a backup that is pinned, or that is the newest healthy one of its database in a storage.</summary>
    /// <returns>The question to ask.</returns>
    /// <exception cref="BackupShException">It is refused (<c>BSH0720</c>, <c>BSH0721</c>).</exception>
    internal async Task<string> CheckAsync(IReadOnlyList<BackupEntry> copies, bool force, CancellationToken cancellationToken)
    {
        BackupName name = copies[0].Name;
        if (copies.FirstOrDefault(copy => copy.IsPinned) is { } pinned)
        {
            throw new BackupShException(ErrorTexts.Error("BSH0720", name, pinned.Storage));
        }

        string? last = force ? null : await WhereNewestAsync(copies, cancellationToken).ConfigureAwait(false);
        return last is null
            ? $"Delete '{name}' ({Quantities.Size(copies[0].ArchiveBytes)}) from {Names(copies.Select(copy => copy.Storage))}? It cannot be brought back."
            : throw new BackupShException(ErrorTexts.Error("BSH0721", name, BackupName.Unescape(name.Database), last));
    }

    /// <summary>Looks for what an interrupted deletion has left.</summary>
    /// <returns>The question to ask.</returns>
    /// <exception cref="BackupShException">There is nothing (<c>BSH0542</c>, <c>BSH0544</c>), or what is left is to be deleted by hand
    /// (<c>BSH0522</c>), or a storage could not be asked.</exception>
    internal async Task<string> CheckRemainsAsync(string backup, string? storage, CancellationToken cancellationToken)
    {
        IReadOnlyList<CatalogProblem> remains = BackupName.TryParse(backup, out BackupName? name)
            ? await reading.FindProblemsAsync(name, storage, cancellationToken).ConfigureAwait(false)
            : [];
        if (remains.FirstOrDefault(problem => problem.Kind is not (CatalogProblemKind.ArchiveWithoutInfo or CatalogProblemKind.PinWithoutBackup)) is { } other)
        {
            throw new BackupShException(other.Error); // no deletion has left it
        }

        if (remains.Count > 0)
        {
            return $"There is no backup '{backup}' any more. Delete what is left of it in {Names(remains.Select(problem => problem.Storage))}?";
        }

        // The engine says why there is nothing.
        await context.Host.Catalog.FindAsync(backup, storage, cancellationToken).ConfigureAwait(false);
        throw new BackupShException(ErrorTexts.Error("BSH0719", backup)); // it has appeared this very moment
    }

    private async Task<string?> WhereNewestAsync(IReadOnlyList<BackupEntry> copies, CancellationToken cancellationToken)
    {
        foreach (BackupEntry copy in copies.Where(copy => copy.Health == BackupHealth.Complete))
        {
            string database = copy.Info.Details?.TrueDatabase ?? BackupName.Unescape(copy.Name.Database);
            BackupQuery newer = new() { Storage = copy.Storage, Database = database, From = copy.Name.Time.AddSeconds(1) };
            IReadOnlyList<BackupEntry> entries = await reading.ListAsync(newer, cancellationToken).ConfigureAwait(false);
            if (!entries.Any(entry => entry.Health == BackupHealth.Complete))
            {
                return copy.Storage;
            }
        }

        return null;
    }

    private static string Names(IEnumerable<string> storages)
    {
        string[] names = [.. storages.Distinct(StringComparer.Ordinal).Select(storage => $"'{storage}'")];
        return names is [{ } only] ? "storage " + only : "storages " + string.Join(", ", names);
    }
}
