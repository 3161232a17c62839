using BackupSh.Storage;

namespace BackupSh.Conformance.StorageChecks;

/// <summary>Clause 8 of listing, reading and deleting.</summary>
internal static class CancellationChecks
{
    internal static IEnumerable<StorageCheck> All =>
    [
        new(
            StorageClause.Cancellation, "cancelled-listing-throws", "Listing with a token that is cancelled already throws OperationCanceledException.",
            calls: 4, bytes: 1, ListingAsync),
        new(
            StorageClause.Cancellation, "listing-ends-when-cancelled", "After its token has fired, a listing gives no further object and throws.",
            calls: 6, bytes: 2, ListingEndsAsync),
        new(
            StorageClause.Cancellation, "cancelled-opening-throws", "Opening with a token that is cancelled already throws OperationCanceledException, also if the object is missing.",
            calls: 5, bytes: 1, OpeningAsync),
        new(
            StorageClause.Cancellation, "cancelled-read-throws", "Reading a returned stream with a cancelled token throws OperationCanceledException, unwrapped.",
            calls: 4, bytes: 500_000, ReadingAsync),
        new(
            StorageClause.Cancellation, "cancelled-deletion-deletes-nothing", "Deleting with a token that is cancelled already throws OperationCanceledException and deletes nothing.",
            calls: 5, bytes: 1, DeletingAsync),
        new(
            StorageClause.Cancellation, "cancelled-quota-throws", "Asking for the room with a token that is cancelled already throws OperationCanceledException.",
            calls: 2, bytes: 0, QuotaAsync),
    ];

    private static CancellationToken Cancelled => new(canceled: true);

    private static async Task ListingAsync(StorageScratch scratch)
    {
        await scratch.UploadAllAsync([scratch.Name("object")]).ConfigureAwait(false);
        await ExpectCancelledAsync(
            async () =>
            {
                await foreach (StorageObject _ in scratch.Storage.ListAsync(scratch.Prefix, Cancelled).ConfigureAwait(false))
                {
                }
            },
            "a listing").ConfigureAwait(false);
    }

    private static async Task ListingEndsAsync(StorageScratch scratch)
    {
        string[] names = scratch.NamesOf("object", 2);
        await scratch.UploadAllAsync(names).ConfigureAwait(false);
        await scratch.ExpectNamesAsync(names).ConfigureAwait(false);
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(scratch.Token);
        int count = 0;
        await ExpectCancelledAsync(
            async () =>
            {
                await foreach (StorageObject _ in scratch.Storage.ListAsync(scratch.Prefix, stop.Token).ConfigureAwait(false))
                {
                    count++;
                    await stop.CancelAsync().ConfigureAwait(false);
                }
            },
            "a listing whose token fires after the first object").ConfigureAwait(false);
        Expect.Equal(1, count, "the number of objects listed");
    }

    private static async Task OpeningAsync(StorageScratch scratch)
    {
        string name = scratch.Name("object");
        await scratch.UploadAllAsync([name]).ConfigureAwait(false);
        await ExpectCancelledAsync(() => scratch.Storage.OpenReadAsync(name, ReadRange.All, Cancelled), "opening").ConfigureAwait(false);
        await ExpectCancelledAsync(() => scratch.Storage.OpenReadAsync(scratch.Name("missing"), ReadRange.All, Cancelled), "opening a missing object").ConfigureAwait(false);
    }

    private static async Task ReadingAsync(StorageScratch scratch)
    {
        string name = scratch.Name("object");
        await scratch.UploadAsync(name, new Payload(500_000)).ConfigureAwait(false);
        Stream content = await scratch.OpenAsync(name).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            await ExpectCancelledAsync(() => content.ReadAsync(new byte[10], Cancelled).AsTask(), "reading a returned stream").ConfigureAwait(false);
        }
    }

    private static async Task DeletingAsync(StorageScratch scratch)
    {
        string name = scratch.Name("object");
        await scratch.UploadAllAsync([name]).ConfigureAwait(false);
        await ExpectCancelledAsync(() => scratch.Storage.DeleteAsync([name], Cancelled), "deleting").ConfigureAwait(false);
        await scratch.ExpectNamesAsync([name]).ConfigureAwait(false);
    }

    private static async Task QuotaAsync(StorageScratch scratch)
    {
        StorageScratch.Need(scratch.Traits.HasQuota, "It does not tell its room.");
        IStorageQuota? quota = scratch.Storage.GetAbility<IStorageQuota>();
        Expect.True(quota is not null, "Expected the ability IStorageQuota, as declared.");
        await ExpectCancelledAsync(() => quota!.GetSpaceAsync(Cancelled), "asking for the room").ConfigureAwait(false);
    }

    private static async Task ExpectCancelledAsync(Func<Task> call, string what) =>
        await Expect.ThrowsAsync<OperationCanceledException>(call, what + " with a cancelled token").ConfigureAwait(false);
}
