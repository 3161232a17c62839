using BackupSh.Storage;

namespace BackupSh.Conformance.StorageChecks;

/// <summary>Clause 3: when an upload or a deletion returns, listing and reading see it.</summary>
internal static class RoundTripChecks
{
    // Around the buffers that streams, pipes and HTTP clients commonly have.
    private static readonly long[] CommonSizes = [0, 1, 2, 4095, 4096, 4097, 131_071, 131_072, 131_073, 1_000_003];

    internal static IEnumerable<StorageCheck> All =>
    [
        new(
            StorageClause.ReadAfterWrite, "upload-reads-back-whole", "An object of any size reads back byte for byte.",
            calls: 22, bytes: 2 * 1_406_000, scratch => ReadsBackAsync(scratch, CommonSizes)),
        new(
            StorageClause.ReadAfterWrite, "upload-reads-back-whole-around-parts", "An object around the sizes of one, two and three parts reads back byte for byte.",
            PartSizes.Cost(callsPerPart: 12, part => 20 * part), AroundPartsAsync),
        new(
            StorageClause.ReadAfterWrite, "empty-object-is-an-object", "An object without bytes is listed with its size, reads as empty, and takes its name.",
            calls: 7, bytes: 10, EmptyIsAnObjectAsync),
        new(
            StorageClause.ReadAfterWrite, "upload-is-listed-at-once", "When an upload returns, the next listing has the object.",
            calls: 12, bytes: 50, IsListedAtOnceAsync),
        new(
            StorageClause.ReadAfterWrite, "deletion-is-seen-at-once", "When a deletion returns, the object is neither listed nor readable.",
            calls: 7, bytes: 10, IsGoneAtOnceAsync),
        new(
            StorageClause.ReadAfterWrite, "deleted-name-is-free", "A deleted object's name can be taken again, by other content.",
            calls: 6, bytes: 30, IsFreeAsync),
        new(
            StorageClause.ReadAfterWrite, "another-instance-sees-it", "What one instance has uploaded or deleted, another one of the same place sees.",
            calls: 9, bytes: 20, AnotherInstanceSeesAsync),
    ];

    private static async Task AroundPartsAsync(StorageScratch scratch)
    {
        foreach (int part in PartSizes.Of(scratch))
        {
            await ReadsBackAsync(scratch, PartSizes.Around(part)).ConfigureAwait(false);
        }
    }

    private static async Task ReadsBackAsync(StorageScratch scratch, IEnumerable<long> sizes)
    {
        foreach (long size in sizes)
        {
            string name = scratch.Name($"object-{size}");
            StorageObject stored = await scratch.UploadAsync(name, new Payload(size)).ConfigureAwait(false);
            Expect.Equal(size, stored.SizeBytes, $"the size of '{name}'");
            await scratch.ExpectContentAsync(name, new Payload(size)).ConfigureAwait(false);
        }
    }

    private static async Task EmptyIsAnObjectAsync(StorageScratch scratch)
    {
        string name = scratch.Name("empty");
        await scratch.UploadAsync(name, new Payload(0)).ConfigureAwait(false);
        await scratch.ExpectNamesAsync([name]).ConfigureAwait(false);
        Expect.Equal(0L, (await scratch.ListAsync().ConfigureAwait(false))[0].SizeBytes, "the size of an empty object in the listing");
        await scratch.ExpectContentAsync(name, new Payload(0)).ConfigureAwait(false);
        await Expect.ThrowsAsync<StorageObjectExistsException>(() => scratch.UploadAsync(name, new Payload(3)), "an upload to the name of an empty object").ConfigureAwait(false);
    }

    private static async Task IsListedAtOnceAsync(StorageScratch scratch)
    {
        for (int i = 0; i < 5; i++)
        {
            string name = scratch.Name($"object-{i}");
            await scratch.UploadAsync(name, new Payload(10)).ConfigureAwait(false);

            // Once, and not until it is there: a storage that lags must say so.
            List<StorageObject> listed = await scratch.ListAsync().ConfigureAwait(false);
            Expect.True(listed.Exists(item => item.Name == name), $"Expected '{name}' to be listed as soon as its upload has returned.");
        }
    }

    private static async Task IsGoneAtOnceAsync(StorageScratch scratch)
    {
        string name = scratch.Name("object");
        await scratch.UploadAsync(name, new Payload(10)).ConfigureAwait(false);
        DeleteOutcome outcome = await scratch.DeleteAsync(name).ConfigureAwait(false);
        Expect.Equal(new DeleteOutcome(name, DeleteStatus.Deleted), outcome, "the outcome of deleting an object");
        List<StorageObject> listed = await scratch.ListAsync().ConfigureAwait(false);
        Expect.True(listed.Count == 0, $"Expected '{name}' not to be listed as soon as its deletion has returned.");
        await scratch.ExpectNothingAsync(name).ConfigureAwait(false);
    }

    private static async Task IsFreeAsync(StorageScratch scratch)
    {
        string name = scratch.Name("object");
        await scratch.UploadAsync(name, new Payload(10)).ConfigureAwait(false);
        await scratch.DeleteAsync(name).ConfigureAwait(false);
        await scratch.UploadAsync(name, new Payload(10, Seed: 2)).ConfigureAwait(false);
        await scratch.ExpectContentAsync(name, new Payload(10, Seed: 2)).ConfigureAwait(false);
    }

    private static async Task AnotherInstanceSeesAsync(StorageScratch scratch)
    {
        string name = scratch.Name("object");
        IBackupStorage other = await scratch.OpenAnotherAsync().ConfigureAwait(false);
        await scratch.UploadAsync(name, new Payload(10)).ConfigureAwait(false);
        await scratch.ExpectContentAsync(name, new Payload(10), instance: other).ConfigureAwait(false);
        Expect.Equal(1, (await scratch.ListAsync(instance: other).ConfigureAwait(false)).Count, "the number of objects that another instance lists");
        await Expect.ThrowsAsync<StorageObjectExistsException>(
            () => other.UploadAsync(name, new PayloadStream(new Payload(1)), StorageScratch.Options(), scratch.Token), "another instance's upload to the same name")
            .ConfigureAwait(false);
        await other.DeleteAsync([name], scratch.Token).ConfigureAwait(false);
        await scratch.ExpectNothingAsync(name).ConfigureAwait(false);
    }
}
