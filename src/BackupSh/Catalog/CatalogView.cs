using System.Runtime.ExceptionServices;

namespace BackupSh.Catalog;

/// <summary>What some storages hold, and which of them could not be asked.</summary>
internal sealed record CatalogView(
    IReadOnlyList<BackupEntry> Backups, IReadOnlyList<CatalogProblem> Problems, IReadOnlyList<StorageFailure> Failures)
{
    /// <summary>Joins views; backups newest first, and copies of one in the order of the views.</summary>
    internal static CatalogView Merge(IReadOnlyCollection<CatalogView> views) => new(
        [.. views.SelectMany(view => view.Backups).OrderByDescending(entry => entry.Name)],
        [.. views.SelectMany(view => view.Problems)],
        [.. views.SelectMany(view => view.Failures)]);

    /// <summary>Throws the first storage's failure, if there is one.</summary>
    internal void ThrowIfIncomplete()
    {
        if (Failures.Count > 0)
        {
            ExceptionDispatchInfo.Throw(Failures[0].Exception);
        }
    }
}
