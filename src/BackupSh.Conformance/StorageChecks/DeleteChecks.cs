using BackupSh.Storage;

namespace BackupSh.Conformance.StorageChecks;

/// <summary>Clauses 3 and 6 of deleting several objects: one outcome each, and nothing else is touched.</summary>
internal static class DeleteChecks
{
    internal static IEnumerable<StorageCheck> All =>
    [
        new(
            StorageClause.Missing, "deletion-has-one-outcome-per-name", "Deleting several names, some missing, gives one outcome each, in their order, and leaves the others.",
            calls: 8, bytes: 3, OneOutcomePerNameAsync),
        new(
            StorageClause.Missing, "deletion-of-nothing-is-nothing", "Deleting no names has no outcomes and deletes nothing.",
            calls: 5, bytes: 1, OfNothingAsync),
        new(
            StorageClause.Missing, "same-name-twice-is-gone-twice", "A name that is given twice in one deletion has two outcomes, both gone.",
            calls: 5, bytes: 1, SameNameTwiceAsync),
        new(
            StorageClause.Missing, "deletion-spares-longer-names", "Deleting a name leaves objects whose names start with it.",
            calls: 7, bytes: 3, SparesLongerNamesAsync),
        new(
            StorageClause.Missing, "large-deletion-deletes-all", "A deletion of one name more than a request takes deletes all, with one outcome each.",
            traits => new CheckCost(traits.DeleteBatchNames + 7, traits.DeleteBatchNames + 1), LargeAsync),
    ];

    private static async Task OneOutcomePerNameAsync(StorageScratch scratch)
    {
        string[] names = [scratch.Name("c"), scratch.Name("missing"), scratch.Name("a")];
        string other = scratch.Name("b");
        await scratch.UploadAllAsync([names[2], other, names[0]]).ConfigureAwait(false);
        IReadOnlyList<DeleteOutcome> outcomes = await scratch.Storage.DeleteAsync(names, scratch.Token).ConfigureAwait(false);
        Expect.Sequence(names, outcomes.Select(outcome => outcome.Name), "the names of the outcomes");
        Expect.Sequence([DeleteStatus.Deleted, DeleteStatus.NotFound, DeleteStatus.Deleted], outcomes.Select(outcome => outcome.Status), "the outcomes");
        await scratch.ExpectNamesAsync([other]).ConfigureAwait(false);
    }

    private static async Task OfNothingAsync(StorageScratch scratch)
    {
        string name = scratch.Name("object");
        await scratch.UploadAllAsync([name]).ConfigureAwait(false);
        Expect.Equal(0, (await scratch.Storage.DeleteAsync([], scratch.Token).ConfigureAwait(false)).Count, "the number of outcomes of deleting no names");
        await scratch.ExpectNamesAsync([name]).ConfigureAwait(false);
    }

    private static async Task SameNameTwiceAsync(StorageScratch scratch)
    {
        string name = scratch.Name("object");
        await scratch.UploadAllAsync([name]).ConfigureAwait(false);
        IReadOnlyList<DeleteOutcome> outcomes = await scratch.Storage.DeleteAsync([name, name], scratch.Token).ConfigureAwait(false);
        Expect.Sequence([name, name], outcomes.Select(outcome => outcome.Name), "the names of the outcomes");
        Expect.True(outcomes.All(outcome => outcome.IsGone), $"Expected both outcomes to be gone, found {string.Join(", ", outcomes)}.");
    }

    private static async Task SparesLongerNamesAsync(StorageScratch scratch)
    {
        string name = scratch.Name("erp");
        string[] longer = [scratch.Name("erp.info"), scratch.Name("erp2")];
        await scratch.UploadAllAsync([name, .. longer]).ConfigureAwait(false);
        await scratch.DeleteAsync(name).ConfigureAwait(false);
        await scratch.ExpectNamesAsync(longer).ConfigureAwait(false);
    }

    private static async Task LargeAsync(StorageScratch scratch)
    {
        string[] names = scratch.NamesOf("object", scratch.Traits.DeleteBatchNames + 1);
        await scratch.UploadAllAsync(names).ConfigureAwait(false);
        IReadOnlyList<DeleteOutcome> outcomes = await scratch.Storage.DeleteAsync(names, scratch.Token).ConfigureAwait(false);
        Expect.Sequence(names, outcomes.Select(outcome => outcome.Name), "the names of the outcomes");
        Expect.Equal(names.Length, outcomes.Count(outcome => outcome.Status == DeleteStatus.Deleted), "the number of objects said to be deleted");
        await scratch.ExpectNamesAsync([]).ConfigureAwait(false);
    }
}
