namespace BackupSh.Conformance.StorageChecks;

/// <summary>Clause 8 of uploading.</summary>
internal static class UploadCancellationChecks
{
    private const int Whole = 300_000;
    private const int Piece = 100_000;

    internal static IEnumerable<StorageCheck> All =>
    [
        new(
            StorageClause.Cancellation, "cancelled-upload-reads-nothing", "An upload with a token that is cancelled already reads no content, throws and leaves nothing.",
            calls: 5, bytes: 0, ReadsNothingAsync),
        new(
            StorageClause.Cancellation, "upload-cancelled-midway-leaves-nothing", "An upload whose token fires at its start, midway or at its end throws OperationCanceledException and leaves nothing.",
            calls: 11, bytes: 3 * Whole, scratch => LeavesNothingAsync(scratch, Whole, Piece, [0, 2 * Piece, Whole])),
        new(
            StorageClause.Cancellation, "upload-cancelled-at-a-part-leaves-nothing", "An upload whose token fires at the end of a part throws OperationCanceledException and leaves nothing.",
            PartSizes.Cost(callsPerPart: 9, part => 9 * part), AtPartsAsync),
        new(
            StorageClause.Cancellation, "cancelling-ends-an-upload-that-waits", "An upload that waits for its content ends when its token fires, and leaves nothing.",
            calls: 5, bytes: 100, EndsWaitingAsync),
    ];

    private static async Task ReadsNothingAsync(StorageScratch scratch)
    {
        string name = scratch.Name("object");
        PayloadStream content = new(new Payload(3));
        await Expect.ThrowsAsync<OperationCanceledException>(
            () => scratch.Storage.UploadAsync(name, content, StorageScratch.Options(), new CancellationToken(canceled: true)), "an upload with a cancelled token")
            .ConfigureAwait(false);
        Expect.Equal(0, content.ReadCount, "how often an upload with a cancelled token reads its content");
        await scratch.ExpectNothingAsync(name).ConfigureAwait(false);
    }

    private static async Task AtPartsAsync(StorageScratch scratch)
    {
        foreach (int part in PartSizes.Of(scratch))
        {
            await LeavesNothingAsync(scratch, 3L * part, part, [part, 2L * part, 3L * part]).ConfigureAwait(false);
        }
    }

    private static async Task LeavesNothingAsync(StorageScratch scratch, long size, int readLimit, long[] positions)
    {
        foreach (long position in positions)
        {
            string name = scratch.Name($"object-{size}-{position}");
            using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(scratch.Token);
            PayloadStream content = new(new Payload(size)) { ReadLimit = readLimit, Moment = position, AtMoment = stop.Cancel };
            await Expect.ThrowsAsync<OperationCanceledException>(
                () => scratch.Storage.UploadAsync(name, content, StorageScratch.Options(), stop.Token),
                $"an upload whose token fires after {position} of {size} bytes").ConfigureAwait(false);
            await scratch.ExpectNothingAsync(name).ConfigureAwait(false);
        }
    }

    private static async Task EndsWaitingAsync(StorageScratch scratch)
    {
        string name = scratch.Name("object");
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(scratch.Token);
        TaskCompletionSource never = new(TaskCreationOptions.RunContinuationsAsynchronously);
        PayloadStream content = new(new Payload(200)) { Gate = never.Task, GateAt = 100 };
        Task upload = scratch.Storage.UploadAsync(name, content, StorageScratch.Options(), stop.Token);
        await Task.WhenAny(upload, content.GateReached).ConfigureAwait(false);
        await stop.CancelAsync().ConfigureAwait(false);
        await Expect.ThrowsAsync<OperationCanceledException>(() => upload.WaitAsync(scratch.Token), "an upload that waits for its content and is cancelled").ConfigureAwait(false);
        await scratch.ExpectNothingAsync(name).ConfigureAwait(false);
    }
}
