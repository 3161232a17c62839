using BackupSh.Storage;

namespace BackupSh.Testing.Tests.Conformance.Mutants;

/// <summary>Storages that delete too little, too much, or tell it wrongly.</summary>
internal static class DeleteMutants
{
    private static readonly BackupShError Error = new("TEST0005", "404.", "Look again.");

    internal static IEnumerable<Mutant> All =>
    [
        new(
            "says Failed of what is missing", storage => Tell(storage, outcome => outcome.Status == DeleteStatus.NotFound ? new(outcome.Name, DeleteStatus.Failed, Error) : outcome),
            "missing-object-is-not-found-by-delete", "deleting-twice-is-gone-twice", "parallel-deletions-all-find-it-gone", "deletion-has-one-outcome-per-name"),
        new("says Deleted of what is missing", storage => Tell(storage, outcome => outcome with { Status = DeleteStatus.Deleted }), "missing-object-is-not-found-by-delete", "deletion-has-one-outcome-per-name"),
        new("says NotFound of what it deleted", storage => Tell(storage, outcome => outcome with { Status = DeleteStatus.NotFound }), "deletion-is-seen-at-once", "parallel-deletions-all-find-it-gone"),
        new("tells outcomes in the order of names", storage => Tell(storage, outcomes => outcomes.OrderBy(outcome => outcome.Name)), "deletion-has-one-outcome-per-name"),
        new("tells only what it deleted", storage => Tell(storage, outcomes => outcomes.Where(outcome => outcome.Status == DeleteStatus.Deleted)), "deletion-has-one-outcome-per-name"),
        new("deletes everything if no name is given", storage => storage.Delete = (names, token) => EverythingAsync(storage, names, token), "deletion-of-nothing-is-nothing"),
        new("counts a name once", storage => storage.Delete = (names, token) => storage.Inner.DeleteAsync([.. names.Distinct()], token), "same-name-twice-is-gone-twice"),
        new("deletes whatever starts with the name", storage => storage.Delete = (names, token) => PrefixesAsync(storage, names, token), "deletion-spares-longer-names"),
        new("deletes the first fifty", storage => storage.Delete = (names, token) => FiftyAsync(storage, names, token), "large-deletion-deletes-all"),
        new("moves to the trash, and lists it", Trashes, "deletion-is-seen-at-once"),
        new("notices an invalid name when it comes to it", storage => storage.Delete = (names, token) => OneByOneAsync(storage, names, token), "invalid-name-among-others-deletes-nothing"),
        new("ignores the token of a deletion", storage => storage.Delete = (names, _) => storage.Inner.DeleteAsync(names, CancellationToken.None), "cancelled-deletion-deletes-nothing"),
        new("deletes, and then notices the token", storage => storage.Delete = (names, token) => LateAsync(storage, names, token), "cancelled-deletion-deletes-nothing"),
        new("throws if an object is missing", storage => storage.Delete = (names, token) => ThrowingAsync(storage, names, token), "missing-object-is-not-found-by-delete", "deleting-twice-is-gone-twice"),
    ];

    private static void Tell(BrokenStorage storage, Func<DeleteOutcome, DeleteOutcome> tell) => Tell(storage, outcomes => outcomes.Select(tell));

    private static void Tell(BrokenStorage storage, Func<IEnumerable<DeleteOutcome>, IEnumerable<DeleteOutcome>> tell) =>
        storage.Delete = async (names, token) => [.. tell(await storage.Inner.DeleteAsync(names, token))];

    private static async Task<IReadOnlyList<DeleteOutcome>> EverythingAsync(BrokenStorage storage, IReadOnlyCollection<string> names, CancellationToken token)
    {
        IReadOnlyList<DeleteOutcome> outcomes = await storage.Inner.DeleteAsync(names.Count == 0 ? storage.Inner.Names : names, token);
        return names.Count == 0 ? [] : outcomes;
    }

    private static async Task<IReadOnlyList<DeleteOutcome>> PrefixesAsync(BrokenStorage storage, IReadOnlyCollection<string> names, CancellationToken token)
    {
        IReadOnlyList<DeleteOutcome> outcomes = await storage.Inner.DeleteAsync(names, token);
        await storage.Inner.DeleteAsync([.. storage.Inner.Names.Where(name => names.Any(name.StartsWith))], token);
        return outcomes;
    }

    private static async Task<IReadOnlyList<DeleteOutcome>> FiftyAsync(BrokenStorage storage, IReadOnlyCollection<string> names, CancellationToken token)
    {
        await storage.Inner.DeleteAsync([.. names.Take(50)], token);
        return [.. names.Select(name => new DeleteOutcome(name, DeleteStatus.Deleted))];
    }

    private static void Trashes(BrokenStorage storage)
    {
        List<StorageObject> trash = [];
        storage.Delete = async (names, token) =>
        {
            trash.AddRange(names.Select(storage.Find).OfType<StorageObject>());
            return await storage.Inner.DeleteAsync(names, token);
        };
        storage.List = (prefix, token) => storage.Inner.ListAsync(prefix, token).Concat(trash.Where(item => item.Name.StartsWith(prefix, StringComparison.Ordinal)).ToAsyncEnumerable());
    }

    private static async Task<IReadOnlyList<DeleteOutcome>> OneByOneAsync(BrokenStorage storage, IReadOnlyCollection<string> names, CancellationToken token)
    {
        List<DeleteOutcome> outcomes = [];
        foreach (string name in names)
        {
            outcomes.AddRange(await storage.Inner.DeleteAsync([name], token));
        }

        return outcomes;
    }

    private static async Task<IReadOnlyList<DeleteOutcome>> LateAsync(BrokenStorage storage, IReadOnlyCollection<string> names, CancellationToken token)
    {
        IReadOnlyList<DeleteOutcome> outcomes = await storage.Inner.DeleteAsync(names, CancellationToken.None);
        token.ThrowIfCancellationRequested();
        return outcomes;
    }

    private static async Task<IReadOnlyList<DeleteOutcome>> ThrowingAsync(BrokenStorage storage, IReadOnlyCollection<string> names, CancellationToken token)
    {
        string? missing = names.FirstOrDefault(name => ObjectName.IsValid(name) && !storage.Inner.Contains(name));
        return missing is null ? await storage.Inner.DeleteAsync(names, token) : throw new StorageObjectNotFoundException("broken", missing);
    }
}
