using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using BackupSh.Storage;

namespace BackupSh.Testing.Tests.Conformance.Mutants;

/// <summary>Storages whose listings are short, long or wrong.</summary>
internal static class ListMutants
{
    private const int Page = 20;

    private static readonly StorageException Failure = new("broken", null, new BackupShError("TEST0006", "It failed.", "Try again."));

    internal static IEnumerable<Mutant> All =>
    [
        new("throws if there is nothing", storage => Listed(storage, items => items.Length == 0 ? throw Failure : items), "listing-of-nothing-is-empty"),
        new("lists nothing for the empty prefix", storage => storage.List = (prefix, token) => prefix.Length == 0 ? AsyncEnumerable.Empty<StorageObject>() : storage.Inner.ListAsync(prefix, token), "empty-prefix-lists-everything"),
        new("gives the time of the listing", TimesOfListing, "listing-twice-gives-the-same"),
        new("lists another checksum than it returned", storage => Each(storage, item => item with { Checksum = "sha256:00" }), "upload-returns-what-is-listed"),
        new("cuts long names", storage => Each(storage, item => item with { Name = item.Name[..Math.Min(250, item.Name.Length)] }), "greatest-name-comes-back-whole"),
        new("drops a dot", storage => Each(storage, item => item with { Name = item.Name.TrimEnd('.') }), "every-character-comes-back"),
        new("decodes names", storage => Each(storage, item => item with { Name = item.Name.Replace("=20", " ", StringComparison.Ordinal) }), "every-character-comes-back"),
        new("lists in lower case", storage => Each(storage, item => item with { Name = item.Name.ToLowerInvariant() }), "every-character-comes-back", "prefix-is-ordinal", "names-that-differ-in-case"),
        new("loses one while others delete", LosesOne, "listing-during-uploads-has-all-that-were-there"),
        new("stays busy after a listing that was left early", StaysBusy, "listing-may-be-left-early"),
        new("compares prefixes without case", storage => Matching(storage, (name, prefix) => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)), "prefix-is-ordinal"),
        new("finds the prefix anywhere", storage => Matching(storage, (name, prefix) => name.Contains(prefix[Math.Min(25, prefix.Length)..], StringComparison.Ordinal)), "prefix-is-ordinal"),
        new("takes the prefix for a folder", storage => Matching(storage, (name, prefix) => name == prefix || name.StartsWith(prefix, StringComparison.Ordinal) && (prefix.EndsWith('-') || name[prefix.Length] == '.')), "prefix-is-ordinal"),
        new("takes the prefix for a pattern", storage => Matching(storage, (name, prefix) => Regex.IsMatch(name, "^" + Regex.Escape(prefix).Replace("\\*", ".*", StringComparison.Ordinal).Replace("\\?", ".", StringComparison.Ordinal))), "prefix-is-no-pattern"),
        new("refuses odd prefixes", storage => storage.List = (prefix, token) => prefix.Length > 0 && !ObjectName.IsValid(prefix) ? throw Failure : storage.Inner.ListAsync(prefix, token), "prefix-is-no-pattern"),
        new("lists the first page", storage => Listed(storage, items => items.Take(Page)), "listing-has-all-pages", "deleting-while-listing-skips-none"),
        new("loses the end of a full page", storage => Listed(storage, items => items.Length == Page ? items[..^1] : items), "listing-has-all-pages"),
        new("lists the border of a page twice", storage => Listed(storage, items => items.Length > Page ? [.. items, items[Page - 1]] : items), "listing-has-all-pages"),
        new("pages by counting", PagesByCounting, "deleting-while-listing-skips-none"),
        new("lists what is being uploaded", ListsUploads, "upload-in-progress-is-invisible", "readers-see-all-or-nothing"),
        new("lists a new object late", ListsLate, "upload-is-listed-at-once"),
        new("ignores the token of a listing", storage => storage.List = (prefix, _) => storage.Inner.ListAsync(prefix, CancellationToken.None), "cancelled-listing-throws", "listing-ends-when-cancelled"),
        new("ends when cancelled", EndsWhenCancelled, "listing-ends-when-cancelled", "cancelled-listing-throws"),
        new("looks at the token only at first", LooksOnlyAtFirst, "listing-ends-when-cancelled"),
    ];

    private static void Listed(BrokenStorage storage, Func<StorageObject[], IEnumerable<StorageObject>> change)
    {
        storage.List = List;

        async IAsyncEnumerable<StorageObject> List(string prefix, [EnumeratorCancellation] CancellationToken token)
        {
            StorageObject[] items = await storage.Inner.ListAsync(prefix, token).OrderBy(item => item.Name, StringComparer.Ordinal).ToArrayAsync(token);
            foreach (StorageObject item in change(items))
            {
                token.ThrowIfCancellationRequested();
                yield return item;
            }

            token.ThrowIfCancellationRequested();
        }
    }

    private static void Each(BrokenStorage storage, Func<StorageObject, StorageObject> change) => Listed(storage, items => items.Select(change));

    private static void Matching(BrokenStorage storage, Func<string, string, bool> matches) =>
        storage.List = (prefix, token) => storage.Inner.ListAsync("", token).Where(item => matches(item.Name, prefix));

    private static void TimesOfListing(BrokenStorage storage)
    {
        int listings = 0;
        Each(storage, item => item with { LastModified = item.LastModified.AddTicks(Interlocked.Increment(ref listings)) });
    }

    private static void LosesOne(BrokenStorage storage)
    {
        bool deleted = false;
        storage.Delete = (names, token) =>
        {
            deleted = true;
            return storage.Inner.DeleteAsync(names, token);
        };
        Listed(storage, items => deleted ? items.Skip(1) : items);
    }

    private static void StaysBusy(BrokenStorage storage)
    {
        int busy = 0;
        storage.List = List;

        async IAsyncEnumerable<StorageObject> List(string prefix, [EnumeratorCancellation] CancellationToken token)
        {
            if (Interlocked.Increment(ref busy) > 10)
            {
                throw Failure;
            }

            await foreach (StorageObject item in storage.Inner.ListAsync(prefix, token))
            {
                yield return item;
            }

            Interlocked.Decrement(ref busy);
        }
    }

    private static void PagesByCounting(BrokenStorage storage)
    {
        storage.List = List;

        async IAsyncEnumerable<StorageObject> List(string prefix, [EnumeratorCancellation] CancellationToken token)
        {
            for (int offset = 0; ; offset += Page)
            {
                StorageObject[] page = await storage.Inner.ListAsync(prefix, token).OrderBy(item => item.Name, StringComparer.Ordinal).Skip(offset).Take(Page).ToArrayAsync(token);
                foreach (StorageObject item in page)
                {
                    yield return item;
                }

                if (page.Length < Page)
                {
                    yield break;
                }
            }
        }
    }

    private static void ListsUploads(BrokenStorage storage)
    {
        string? uploading = null;
        storage.Upload = (name, content, options, token) => storage.Inner.UploadAsync(uploading = name, content, options, token);
        Listed(storage, items => uploading is null || items.Any(item => item.Name == uploading) ? items : [.. items, new StorageObject(uploading, 0, DateTimeOffset.UnixEpoch)]);
    }

    internal static void ListsLate(BrokenStorage storage)
    {
        string? last = null;
        storage.Upload = (name, content, options, token) => storage.Inner.UploadAsync(last = name, content, options, token);
        Listed(storage, items =>
        {
            string? hidden = Interlocked.Exchange(ref last, null);
            return items.Where(item => item.Name != hidden);
        });
    }

    private static void EndsWhenCancelled(BrokenStorage storage) =>
        storage.List = (prefix, token) => storage.Inner.ListAsync(prefix, CancellationToken.None).TakeWhile(_ => !token.IsCancellationRequested);

    private static void LooksOnlyAtFirst(BrokenStorage storage) => storage.List = (prefix, token) =>
    {
        token.ThrowIfCancellationRequested();
        return storage.Inner.ListAsync(prefix, CancellationToken.None);
    };
}
