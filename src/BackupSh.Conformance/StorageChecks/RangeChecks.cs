using BackupSh.Storage;

namespace BackupSh.Conformance.StorageChecks;

/// <summary>Clause 3: every part of an object can be read.</summary>
internal static class RangeChecks
{
    private const int Size = 1000;
    private const int RandomReads = 50;

    private static readonly ReadRange[] Ranges =
    [
        new(0), new(0, 1), new(999, 1), new(999), new(300, 200), new(300, 5000), new(300, 0), new(1000), new(1000, 10), new(5000),
        new(long.MaxValue, long.MaxValue),
    ];

    internal static IEnumerable<StorageCheck> All =>
    [
        new(
            StorageClause.ReadAfterWrite, "range-gives-that-part", "A range gives exactly its bytes; one that starts at or beyond the end gives none.",
            calls: 14, bytes: 4000, EveryRangeAsync),
        new(
            StorageClause.ReadAfterWrite, "range-of-an-empty-object-is-empty", "Every range of an empty object is an empty stream.",
            calls: 5, bytes: 0, EmptyAsync),
        new(
            StorageClause.ReadAfterWrite, "ranges-anywhere-give-their-parts", "Fifty ranges all over an object give their bytes.",
            calls: RandomReads + 3, bytes: 1_600_000, ScatteredAsync),
        new(
            StorageClause.ReadAfterWrite, "ranges-across-parts-give-their-bytes", "Ranges that begin, end or lie across the border of two parts give their bytes.",
            PartSizes.Cost(callsPerPart: 6, part => (long)(6.1 * part)), AcrossPartsAsync),
        new(
            StorageClause.ReadAfterWrite, "reading-resumes-at-an-offset", "An object read piece by piece, each from where the last one stopped, is the whole object.",
            calls: 10, bytes: 200_000, ResumesAsync),
        new(
            StorageClause.ReadAfterWrite, "version-that-fits-reads", "A range with the object's version reads.",
            calls: 4, bytes: 20, VersionThatFitsAsync),
    ];

    private static async Task EveryRangeAsync(StorageScratch scratch)
    {
        string name = scratch.Name("object");
        await scratch.UploadAsync(name, new Payload(Size)).ConfigureAwait(false);
        foreach (ReadRange range in Ranges)
        {
            await scratch.ExpectContentAsync(name, new Payload(Size), range).ConfigureAwait(false);
        }
    }

    private static async Task EmptyAsync(StorageScratch scratch)
    {
        string name = scratch.Name("empty");
        await scratch.UploadAsync(name, new Payload(0)).ConfigureAwait(false);
        await scratch.ExpectContentAsync(name, new Payload(0), new ReadRange(0, 1)).ConfigureAwait(false);
        await scratch.ExpectContentAsync(name, new Payload(0), new ReadRange(1, 1)).ConfigureAwait(false);
    }

    private static async Task ScatteredAsync(StorageScratch scratch)
    {
        string name = scratch.Name("object");
        Payload payload = new(50_021);
        await scratch.UploadAsync(name, payload).ConfigureAwait(false);
        for (int i = 0; i < RandomReads; i++)
        {
            // Scattered by two primes, and the same in every run: a failure can be repeated.
            await scratch.ExpectContentAsync(name, payload, new ReadRange(i * 7919L % payload.SizeBytes, 1 + (i * 104_729L % 60_000))).ConfigureAwait(false);
        }
    }

    private static async Task AcrossPartsAsync(StorageScratch scratch)
    {
        foreach (int part in PartSizes.Of(scratch))
        {
            string name = scratch.Name($"object-{part}");
            Payload payload = new((2L * part) + 1);
            await scratch.UploadAsync(name, payload).ConfigureAwait(false);
            foreach (ReadRange range in (ReadRange[])[new(part - 1, 2), new(part, part), new(0, part + 1L), new((2L * part) - 1)])
            {
                await scratch.ExpectContentAsync(name, payload, range).ConfigureAwait(false);
            }
        }
    }

    private static async Task ResumesAsync(StorageScratch scratch)
    {
        const int Piece = 17_001;
        string name = scratch.Name("object");
        Payload payload = new(100_000);
        StorageObject stored = await scratch.UploadAsync(name, payload).ConfigureAwait(false);
        for (long offset = 0; offset < payload.SizeBytes; offset += Piece)
        {
            await scratch.ExpectContentAsync(name, payload, new ReadRange(offset, Piece, stored.Version)).ConfigureAwait(false);
        }
    }

    private static async Task VersionThatFitsAsync(StorageScratch scratch)
    {
        StorageScratch.Need(scratch.Traits.HasVersions, "Its objects have no versions.");
        string name = scratch.Name("object");
        StorageObject stored = await scratch.UploadAsync(name, new Payload(10)).ConfigureAwait(false);
        await scratch.ExpectContentAsync(name, new Payload(10), new ReadRange(1, IfVersion: stored.Version)).ConfigureAwait(false);
    }
}
