using BackupSh.Storage;

namespace BackupSh.Conformance.StorageChecks;

/// <summary>Clause 7 beyond one page.</summary>
internal static class PagingChecks
{
    private const int Pages = 3;

    internal static IEnumerable<StorageCheck> All =>
    [
        new(
            StorageClause.Listing, "listing-has-all-pages", "A listing of a page less one, a page, a page and one, and three pages and one gives each object once.",
            traits => new CheckCost((4 * traits.PageObjects) + 12, (Pages * traits.PageObjects) + 1), AllPagesAsync),
        new(
            StorageClause.Listing, "deleting-while-listing-skips-none", "Deleting what was listed already makes the rest of the listing skip nothing.",
            traits => new CheckCost((4 * traits.PageObjects) + 10, (2 * traits.PageObjects) + 1), DeletingWhileListingAsync),
    ];

    private static async Task AllPagesAsync(StorageScratch scratch)
    {
        int page = scratch.Traits.PageObjects;
        string[] names = scratch.NamesOf("object", (Pages * page) + 1);
        int stored = 0;
        foreach (int count in (int[])[Math.Max(1, page - 1), page, page + 1, names.Length])
        {
            await scratch.UploadAllAsync(names[stored..count]).ConfigureAwait(false);
            stored = count;
            await scratch.ExpectNamesAsync(names[..count]).ConfigureAwait(false);
        }
    }

    private static async Task DeletingWhileListingAsync(StorageScratch scratch)
    {
        string[] names = scratch.NamesOf("object", (2 * scratch.Traits.PageObjects) + 1);
        string[] staying = [.. names.Where((_, i) => i % 2 == 0)];
        await scratch.UploadAllAsync(names).ConfigureAwait(false);
        await scratch.ExpectNamesAsync(names).ConfigureAwait(false);
        List<string> seen = [];
        await foreach (StorageObject item in scratch.Storage.ListAsync(scratch.Prefix, scratch.Token).ConfigureAwait(false))
        {
            if (staying.Contains(item.Name))
            {
                seen.Add(item.Name);
            }
            else
            {
                await scratch.DeleteAsync(item.Name).ConfigureAwait(false);
            }
        }

        Expect.SameSet(staying, seen, "the objects listed while others were deleted");
    }
}
