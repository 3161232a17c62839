using BackupSh.Storage;

namespace BackupSh.Conformance.StorageChecks;

/// <summary>Clause 4: an existing name is never overwritten.</summary>
internal static class WriteOnceChecks
{
    internal static IEnumerable<StorageCheck> All =>
    [
        new(
            StorageClause.WriteOnce, "taken-name-is-refused", "An upload to a taken name throws StorageObjectExistsException with the name, and the old bytes stay.",
            calls: 5, bytes: 60, scratch => IsRefusedAsync(scratch, new Payload(30), new Payload(20, Seed: 2))),
        new(
            StorageClause.WriteOnce, "taken-name-is-refused-for-the-same-content", "A taken name is refused also if the content is the same and comes from the same run.",
            calls: 5, bytes: 90, scratch => IsRefusedAsync(scratch, new Payload(30), new Payload(30))),
        new(
            StorageClause.WriteOnce, "taken-name-is-refused-for-nothing", "A taken name is refused also if the new content is empty.",
            calls: 5, bytes: 60, scratch => IsRefusedAsync(scratch, new Payload(30), new Payload(0))),
        new(
            StorageClause.WriteOnce, "taken-name-is-refused-for-many-parts", "A taken name is refused also for content of several parts, whose last request decides.",
            PartSizes.Cost(callsPerPart: 4, part => (2 * part) + 61), ManyPartsAsync),
        new(
            StorageClause.WriteOnce, "names-that-differ-in-case", "Names that differ only in case are two objects, or one if that is declared; then the second upload is refused.",
            calls: 7, bytes: 60, CaseTwinsAsync),
    ];

    private static async Task ManyPartsAsync(StorageScratch scratch)
    {
        foreach (int part in PartSizes.Of(scratch))
        {
            await IsRefusedAsync(scratch, new Payload(30), new Payload((2L * part) + 1, Seed: 2), $"object-{part}").ConfigureAwait(false);
        }
    }

    private static async Task IsRefusedAsync(StorageScratch scratch, Payload first, Payload second, string end = "object")
    {
        string name = scratch.Name(end);
        await scratch.UploadAsync(name, first).ConfigureAwait(false);
        StorageObjectExistsException thrown = await Expect.ThrowsAsync<StorageObjectExistsException>(
            () => scratch.UploadAsync(name, second), "an upload to a taken name").ConfigureAwait(false);
        Expect.Equal(name, thrown.ObjectName, "the exception's ObjectName");
        Expect.True(!thrown.IsTransient, "Expected a taken name not to be transient: trying again does not help.");
        await scratch.ExpectContentAsync(name, first).ConfigureAwait(false);
    }

    private static async Task CaseTwinsAsync(StorageScratch scratch)
    {
        string lower = scratch.Name("erp.info");
        string upper = scratch.Name("ERP.info");
        await scratch.UploadAsync(lower, new Payload(10)).ConfigureAwait(false);
        if (scratch.Traits.FoldsCase)
        {
            await Expect.ThrowsAsync<StorageObjectExistsException>(
                () => scratch.UploadAsync(upper, new Payload(20, Seed: 2)), "an upload to a name that differs only in case, where case is folded").ConfigureAwait(false);
            await scratch.ExpectNamesAsync([lower]).ConfigureAwait(false);
        }
        else
        {
            await scratch.UploadAsync(upper, new Payload(20, Seed: 2)).ConfigureAwait(false);
            await scratch.ExpectContentAsync(upper, new Payload(20, Seed: 2)).ConfigureAwait(false);
            await scratch.ExpectNamesAsync([lower, upper]).ConfigureAwait(false);
        }

        await scratch.ExpectContentAsync(lower, new Payload(10)).ConfigureAwait(false);
    }
}
