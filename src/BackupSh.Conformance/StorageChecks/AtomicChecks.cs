using BackupSh.Storage;

namespace BackupSh.Conformance.StorageChecks;

/// <summary>Clause 1: a name becomes visible only when its upload has completed successfully.</summary>
internal static class AtomicChecks
{
    // More than the buffers of common streams, so that something has been sent.
    private const int Waiting = 200_000;
    private const int Whole = 300_000;

    internal static IEnumerable<StorageCheck> All =>
    [
        new(
            StorageClause.Atomic, "upload-in-progress-is-invisible", "While content flows, its name is neither listed nor readable.",
            calls: 7, bytes: Whole, scratch => ShowsNothingAsync(scratch, new Payload(Whole), Waiting)),
        new(
            StorageClause.Atomic, "upload-in-progress-is-invisible-after-parts", "While content flows, its name is neither listed nor readable, also when whole parts have been sent.",
            PartSizes.Cost(callsPerPart: 5, parts => 3 * parts), ShowsNothingAfterPartsAsync),
        new(
            StorageClause.Atomic, "upload-in-progress-blocks-nobody",
            "An upload in progress does not keep others from uploading, listing, reading and deleting other objects.",
            calls: 8, bytes: Whole + 20, OthersGoOnAsync),
    ];

    private static async Task ShowsNothingAfterPartsAsync(StorageScratch scratch)
    {
        foreach (int part in PartSizes.Of(scratch))
        {
            await ShowsNothingAsync(scratch, new Payload(3L * part), (2L * part) + 1).ConfigureAwait(false);
        }
    }

    private static Task ShowsNothingAsync(StorageScratch scratch, Payload payload, long gateAt) =>
        WhileUploadingAsync(scratch, payload, gateAt, scratch.ExpectNothingAsync);

    private static Task OthersGoOnAsync(StorageScratch scratch) =>
        WhileUploadingAsync(scratch, new Payload(Whole), Waiting, async _ =>
        {
            string other = scratch.Name("other");
            await scratch.UploadAsync(other, new Payload(10)).ConfigureAwait(false);
            await scratch.ExpectNamesAsync([other]).ConfigureAwait(false);
            await scratch.ExpectContentAsync(other, new Payload(10)).ConfigureAwait(false);
            Expect.Equal(DeleteStatus.Deleted, (await scratch.DeleteAsync(other).ConfigureAwait(false)).Status, "what became of another object");
        });

    /// <summary>Looks while an upload stands at a gate, then lets it through and expects the object.</summary>
    private static async Task WhileUploadingAsync(StorageScratch scratch, Payload payload, long gateAt, Func<string, Task> look)
    {
        string name = scratch.Name($"object-{payload.SizeBytes}");
        TaskCompletionSource gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        PayloadStream content = new(payload) { Gate = gate.Task, GateAt = gateAt };
        Task<StorageObject> upload = scratch.UploadAsync(name, content);
        try
        {
            // Whichever comes first: an upload that fails before its gate must not be waited for.
            await Task.WhenAny(upload, content.GateReached).ConfigureAwait(false);
            Expect.True(!upload.IsCompletedSuccessfully, $"Expected the upload of '{name}' to read its content to the end, but it returned after {content.GivenBytes} bytes.");
            if (!upload.IsCompleted)
            {
                await look(name).ConfigureAwait(false);
            }
        }
        finally
        {
            gate.TrySetResult();
        }

        await upload.ConfigureAwait(false);
        await scratch.ExpectNamesAsync([name], $"object-{payload.SizeBytes}").ConfigureAwait(false);
    }
}
