using BackupSh.Storage;

namespace BackupSh.Conformance.StorageChecks;

/// <summary>Clause 7: a listing is exact, also while others work.</summary>
internal static class ListingChecks
{
    private const int MostListings = 20;

    internal static IEnumerable<StorageCheck> All =>
    [
        new(
            StorageClause.Listing, "listing-of-nothing-is-empty", "If no name starts with the prefix, the listing is empty and does not throw.",
            calls: 3, bytes: 0, scratch => scratch.ExpectNamesAsync([])),
        new(
            StorageClause.Listing, "empty-prefix-lists-everything", "The empty prefix lists all objects.",
            calls: 6, bytes: 2, EmptyPrefixAsync),
        new(
            StorageClause.Listing, "listing-twice-gives-the-same", "Two listings of unchanged objects give equal facts.",
            calls: 8, bytes: 6, TwiceAsync),
        new(
            StorageClause.Listing, "greatest-name-comes-back-whole", "A name of 255 characters is listed whole and readable.",
            calls: 5, bytes: 20, GreatestNameAsync),
        new(
            StorageClause.Listing, "every-character-comes-back", "Names with every character of the grammar, with doubled and final dots, come back as they were given.",
            calls: 14, bytes: 60, EveryCharacterAsync),
        new(
            StorageClause.Listing, "listing-during-uploads-has-all-that-were-there", "Uploads and deletions of other objects hide none that stays.",
            calls: 100, bytes: 60, DuringUploadsAsync),
        new(
            StorageClause.Listing, "listing-may-be-left-early", "A listing that is not read to its end leaves the storage usable.",
            calls: 27, bytes: 3, LeftEarlyAsync),
    ];

    private static async Task EmptyPrefixAsync(StorageScratch scratch)
    {
        string[] names = scratch.NamesOf("object", 2);
        await scratch.UploadAllAsync(names).ConfigureAwait(false);
        await scratch.ExpectNamesAsync(names).ConfigureAwait(false);
        List<string> own = [];
        await foreach (StorageObject item in scratch.Storage.ListAsync("", scratch.Token).ConfigureAwait(false))
        {
            if (item.Name.StartsWith(scratch.Prefix, StringComparison.Ordinal))
            {
                own.Add(item.Name);
            }
        }

        Expect.SameSet(names, own, "this check's objects in a listing of everything");
    }

    private static async Task TwiceAsync(StorageScratch scratch)
    {
        string[] names = scratch.NamesOf("object", 3);
        await scratch.UploadAllAsync(names).ConfigureAwait(false);
        await scratch.ExpectNamesAsync(names).ConfigureAwait(false);
        List<StorageObject> first = await scratch.ListAsync().ConfigureAwait(false);
        List<StorageObject> second = await scratch.ListAsync().ConfigureAwait(false);
        Expect.SameSet(first.Select(Facts), second.Select(Facts), "the facts of a second listing");
    }

    // A record prints its time in whole seconds.
    private static string Facts(StorageObject item) => FormattableString.Invariant($"{item} {item.LastModified:O}");

    private static async Task GreatestNameAsync(StorageScratch scratch)
    {
        string name = scratch.Name("=" + new string('x', ObjectName.MaximumLength - 1 - scratch.Prefix.Length));
        await scratch.UploadAsync(name, new Payload(10)).ConfigureAwait(false);
        await scratch.ExpectNamesAsync([name]).ConfigureAwait(false);
        await scratch.ExpectContentAsync(name, new Payload(10)).ConfigureAwait(false);
    }

    private static async Task EveryCharacterAsync(StorageScratch scratch)
    {
        string[] names =
        [
            scratch.Name("0123456789=_-."), scratch.Name("abcdefghijklmnopqrstuvwxyz"), scratch.Name("ABCDEFGHIJKLM-NOPQRSTUVWXYZ"),
            scratch.Name("a..b"), scratch.Name("=20=2F=25"),
        ];
        await scratch.UploadAllAsync(names).ConfigureAwait(false);
        await scratch.ExpectNamesAsync(names).ConfigureAwait(false);
        foreach (string name in names)
        {
            await scratch.ExpectContentAsync(name, new Payload(1)).ConfigureAwait(false);
        }
    }

    private static async Task DuringUploadsAsync(StorageScratch scratch)
    {
        string[] before = scratch.NamesOf("before", 20);
        await scratch.UploadAllAsync(before).ConfigureAwait(false);
        await scratch.ExpectNamesAsync(before, "before").ConfigureAwait(false);
        Task changes = Task.Run(
            async () =>
            {
                foreach (string name in scratch.NamesOf("after", 20))
                {
                    await scratch.UploadAsync(name, new Payload(1)).ConfigureAwait(false);
                    await scratch.DeleteAsync(name).ConfigureAwait(false);
                }
            },
            scratch.Token);
        for (int i = 0; i < MostListings && !changes.IsCompleted; i++)
        {
            await ExpectAllAsync().ConfigureAwait(false);
        }

        await changes.ConfigureAwait(false);
        await ExpectAllAsync().ConfigureAwait(false);

        async Task ExpectAllAsync()
        {
            List<StorageObject> listed = await scratch.ListAsync().ConfigureAwait(false);
            Expect.SameSet(before, listed.Select(item => item.Name).Where(name => name.StartsWith(scratch.Prefix + "before", StringComparison.Ordinal)), "those that stay");
        }
    }

    private static async Task LeftEarlyAsync(StorageScratch scratch)
    {
        string[] names = scratch.NamesOf("object", 3);
        await scratch.UploadAllAsync(names).ConfigureAwait(false);
        await scratch.ExpectNamesAsync(names).ConfigureAwait(false);
        for (int i = 0; i < 20; i++)
        {
            await foreach (StorageObject _ in scratch.Storage.ListAsync(scratch.Prefix, scratch.Token).ConfigureAwait(false))
            {
                break;
            }
        }

        await scratch.ExpectNamesAsync(names).ConfigureAwait(false);
    }
}
