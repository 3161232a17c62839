using BackupSh.Storage;

namespace BackupSh.Conformance.StorageChecks;

/// <summary>Clause 6: what is missing is said to be missing; and clause 7 on a storage that is not there at all.</summary>
internal static class MissingChecks
{
    internal static IEnumerable<StorageCheck> All =>
    [
        new(
            StorageClause.Missing, "missing-object-throws-before-a-stream",
            "Opening a missing object, whole or in part, throws StorageObjectNotFoundException with its name: not transient, and before there is a stream.",
            calls: 7, bytes: 10, ThrowsBeforeAStreamAsync),
        new(
            StorageClause.Missing, "missing-object-with-a-version-is-missing", "Opening a missing object throws StorageObjectNotFoundException also if a version is asked for.",
            calls: 3, bytes: 0, WithVersionAsync),
        new(
            StorageClause.Missing, "missing-object-is-not-found-by-delete", "Deleting a missing object is NotFound, without an error.",
            calls: 3, bytes: 0, NotFoundByDeleteAsync),
        new(
            StorageClause.Missing, "deleting-twice-is-gone-twice", "Deleting an object a second time says that it is gone.",
            calls: 5, bytes: 10, TwiceAsync),
        new(
            StorageClause.Listing, "missing-storage-is-no-empty-listing", "Listing a storage that is not there throws StorageException.",
            calls: 3, bytes: 0, NoEmptyListingAsync),
        new(
            StorageClause.Listing, "missing-storage-has-no-missing-objects", "Deleting in a storage that is not there never says NotFound, and reading throws.",
            calls: 4, bytes: 0, NoMissingObjectsAsync),
    ];

    private static async Task ThrowsBeforeAStreamAsync(StorageScratch scratch)
    {
        string name = scratch.Name("object");
        await scratch.UploadAsync(scratch.Name("object2"), new Payload(10)).ConfigureAwait(false);
        foreach (ReadRange range in (ReadRange[])[ReadRange.All, new(100), new(0, 10), new(0, 0)])
        {
            StorageObjectNotFoundException thrown = await Expect.ThrowsAsync<StorageObjectNotFoundException>(
                () => scratch.OpenAsync(name, range), $"opening a missing object from {range.Offset}").ConfigureAwait(false);
            Expect.Equal(name, thrown.ObjectName, "the exception's ObjectName");
            Expect.True(!thrown.IsTransient, "Expected a missing object not to be transient: trying again does not help.");
        }
    }

    private static async Task WithVersionAsync(StorageScratch scratch) =>
        await Expect.ThrowsAsync<StorageObjectNotFoundException>(
            () => scratch.OpenAsync(scratch.Name("object"), new ReadRange(IfVersion: "1")), "opening a version of a missing object").ConfigureAwait(false);

    private static async Task NotFoundByDeleteAsync(StorageScratch scratch)
    {
        string name = scratch.Name("object");
        DeleteOutcome outcome = await scratch.DeleteAsync(name).ConfigureAwait(false);
        Expect.Equal(new DeleteOutcome(name, DeleteStatus.NotFound), outcome, "the outcome of deleting a missing object");
    }

    private static async Task TwiceAsync(StorageScratch scratch)
    {
        string name = scratch.Name("object");
        await scratch.UploadAsync(name, new Payload(10)).ConfigureAwait(false);
        for (int i = 0; i < 2; i++)
        {
            DeleteOutcome outcome = await scratch.DeleteAsync(name).ConfigureAwait(false);
            Expect.True(outcome.IsGone, $"Expected the object to be gone after deletion {i + 1}, but it is {outcome.Status}: {outcome.Error}");
        }
    }

    private static async Task NoEmptyListingAsync(StorageScratch scratch)
    {
        IBackupStorage missing = await scratch.OpenMissingAsync().ConfigureAwait(false);
        await Expect.ThrowsAsync<StorageException>(() => scratch.ListAsync(instance: missing), "listing a storage that is not there").ConfigureAwait(false);
    }

    private static async Task NoMissingObjectsAsync(StorageScratch scratch)
    {
        IBackupStorage missing = await scratch.OpenMissingAsync().ConfigureAwait(false);
        string name = scratch.Name("object");
        await Expect.ThrowsAsync<StorageException>(
            () => missing.OpenReadAsync(name, ReadRange.All, scratch.Token), "reading in a storage that is not there").ConfigureAwait(false);
        IReadOnlyList<DeleteOutcome> outcomes = [];
        Exception? thrown = await Expect.CatchAsync(async () => outcomes = await missing.DeleteAsync([name], scratch.Token).ConfigureAwait(false)).ConfigureAwait(false);
        Expect.True(
            thrown is StorageException || (thrown is null && outcomes.All(outcome => outcome.Status == DeleteStatus.Failed)),
            $"Expected deleting in a storage that is not there to fail, but it {Expect.Tell(thrown)}{(thrown is null ? $" {string.Join(", ", outcomes)}" : "")}.");
    }
}
