namespace BackupSh.Conformance.StorageChecks;

/// <summary>Clause 7: prefixes are compared ordinally, and are no patterns.</summary>
internal static class PrefixChecks
{
    private static readonly string[] Ends = ["ERP.info", "erp", "erp.2026.info", "erp.2026.zip", "erp2.2026.zip", "shop.erp"];

    private static readonly (string Prefix, int[] Expected)[] Cases =
    [
        ("", [0, 1, 2, 3, 4, 5]), ("erp", [1, 2, 3, 4]), ("erp.", [2, 3]), ("erp.2026.zip", [3]), ("erp.2026.zip.enc", []), ("E", [0]),
    ];

    private static readonly string[] Patterns = ["*", "erp?", "erp.*", "erp%", "erp_", "[e]rp", "erp/", "../", "'", "é", new('x', 300)];

    internal static IEnumerable<StorageCheck> All =>
    [
        new(
            StorageClause.Listing, "prefix-is-ordinal", "A prefix lists the names that start with it, in the same case, and no others.",
            calls: 14, bytes: 6, IsOrdinalAsync),
        new(
            StorageClause.Listing, "prefix-is-no-pattern", "Wildcards, separators, quotes and letters that no name has match nothing, and do no harm.",
            calls: 19, bytes: 6, IsNoPatternAsync),
    ];

    private static async Task IsOrdinalAsync(StorageScratch scratch)
    {
        string[] names = await UploadAsync(scratch).ConfigureAwait(false);
        foreach ((string prefix, int[] expected) in Cases)
        {
            await scratch.ExpectNamesAsync(expected.Select(i => names[i]), prefix).ConfigureAwait(false);
        }
    }

    private static async Task IsNoPatternAsync(StorageScratch scratch)
    {
        await UploadAsync(scratch).ConfigureAwait(false);
        foreach (string pattern in Patterns)
        {
            await scratch.ExpectNamesAsync([], pattern).ConfigureAwait(false);
        }
    }

    private static async Task<string[]> UploadAsync(StorageScratch scratch)
    {
        string[] names = [.. Ends.Select(scratch.Name)];
        await scratch.UploadAllAsync(names).ConfigureAwait(false);
        return names;
    }
}
