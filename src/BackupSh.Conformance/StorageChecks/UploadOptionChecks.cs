using BackupSh.Storage;

namespace BackupSh.Conformance.StorageChecks;

/// <summary>Clause 5: what an upload is told besides its content.</summary>
internal static class UploadOptionChecks
{
    private const int Size = 500_000;

    internal static IEnumerable<StorageCheck> All =>
    [
        new(
            StorageClause.StreamManners, "size-hint-is-no-promise", "Whatever the hint says (nothing, too little, too much), the content is stored whole.",
            calls: 12, bytes: 50_000, HintIsNoPromiseAsync),
        new(
            StorageClause.StreamManners, "progress-never-falls-and-ends-with-the-size", "Progress is reported, never falls, and its last report is the size.",
            calls: 3, bytes: Size, ProgressAsync),
        new(
            StorageClause.StreamManners, "metadata-does-no-harm", "Metadata of ASCII keys and values can be given, whether or not the storage keeps it.",
            calls: 4, bytes: 20, MetadataAsync),
    ];

    private static async Task HintIsNoPromiseAsync(StorageScratch scratch)
    {
        foreach (long? hint in (long?[])[null, 0, 10, 5000, 100_000])
        {
            string name = scratch.Name($"object-{hint}");
            await scratch.UploadAsync(name, new PayloadStream(new Payload(5000)), StorageScratch.Options(hint)).ConfigureAwait(false);
            await scratch.ExpectContentAsync(name, new Payload(5000)).ConfigureAwait(false);
        }
    }

    private static async Task ProgressAsync(StorageScratch scratch)
    {
        ProgressLog progress = new();
        await scratch.UploadAsync(scratch.Name("object"), new PayloadStream(new Payload(Size)), StorageScratch.Options(progress: progress)).ConfigureAwait(false);
        IReadOnlyList<long> reports = progress.Reports;
        Expect.True(reports.SequenceEqual(reports.Order()), $"Expected progress never to fall, found {string.Join(", ", reports)}.");
        Expect.Equal(Size, reports.Count == 0 ? 0 : reports[^1], "the last report of progress");
    }

    private static async Task MetadataAsync(StorageScratch scratch)
    {
        string name = scratch.Name("object");
        UploadOptions options = new()
        {
            RunId = "conformance",
            Metadata = new Dictionary<string, string>
            {
                ["run-id"] = "0123456789abcdef",
                ["sha256"] = new string('f', 64),
                ["note"] = "ASCII with spaces; and = signs, \"quotes\" & more",
            },
        };
        await scratch.UploadAsync(name, new PayloadStream(new Payload(10)), options).ConfigureAwait(false);
        await scratch.ExpectContentAsync(name, new Payload(10)).ConfigureAwait(false);
    }
}
