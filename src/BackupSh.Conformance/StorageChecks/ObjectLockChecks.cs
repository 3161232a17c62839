using BackupSh.Storage;

namespace BackupSh.Conformance.StorageChecks;

/// <summary>Clause 9: a storage that says that it locks objects does, and lets them go.</summary>
internal static class ObjectLockChecks
{
    // Long enough for a deletion to meet the lock, short enough to be waited for; storages count whole seconds.
    private static readonly TimeSpan LockTime = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    internal static IEnumerable<StorageCheck> All =>
    [
        new(
            StorageClause.Errors, "object-lock-is-declared-and-holds", "It has the ability IObjectLockStorage if and only if that is declared; what is locked is Retained until its time, and can be deleted then.",
            traits => traits.HasObjectLock ? new CheckCost(16, 30) : new CheckCost(1, 0), LockHoldsAsync, isLarge: false),
    ];

    private static async Task LockHoldsAsync(StorageScratch scratch)
    {
        IObjectLockStorage? locks = scratch.Storage.GetAbility<IObjectLockStorage>();
        Expect.Equal(scratch.Traits.HasObjectLock, locks is not null, "whether it locks objects, as declared,");
        if (locks is null)
        {
            return;
        }

        string name = scratch.Name("locked");
        DateTimeOffset until = await UntilAsync(scratch).ConfigureAwait(false);
        UploadOptions options = new() { RunId = "conformance", RetainUntil = until };
        await scratch.UploadAsync(name, new PayloadStream(new Payload(10)), options).ConfigureAwait(false);
        try
        {
            DateTimeOffset? told = await locks.GetRetainedUntilAsync(name, scratch.Token).ConfigureAwait(false);
            Expect.True(told is not null && (told.Value - until).Duration() <= TimeSpan.FromSeconds(1), $"Expected '{name}' to be locked until {until:O}, found {told:O}.");
            DeleteOutcome outcome = await scratch.DeleteAsync(name).ConfigureAwait(false);
            Expect.Equal(DeleteStatus.Retained, outcome.Status, "the outcome of deleting what is locked");
            await scratch.ExpectContentAsync(name, new Payload(10)).ConfigureAwait(false);
            await Expect.ThrowsAsync<StorageObjectNotFoundException>(
                () => locks.GetRetainedUntilAsync(scratch.Name("missing"), scratch.Token), "asking for the lock of a missing object").ConfigureAwait(false);
        }
        finally
        {
            await ReleaseAsync(scratch, name, until).ConfigureAwait(false);
        }
    }

    // By the clock that will judge it: the storage's, as an object of this moment shows it.
    private static async Task<DateTimeOffset> UntilAsync(StorageScratch scratch)
    {
        StorageObject now = await scratch.UploadAsync(scratch.Name("now"), new Payload(10)).ConfigureAwait(false);
        DateTimeOffset until = now.LastModified + LockTime;
        return new DateTimeOffset(until.Ticks - (until.Ticks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
    }

    private static async Task ReleaseAsync(StorageScratch scratch, string name, DateTimeOffset until)
    {
        long start = scratch.Time.GetTimestamp();
        await Task.Delay(LockTime, scratch.Time, scratch.Token).ConfigureAwait(false);
        DeleteOutcome outcome = await scratch.DeleteAsync(name).ConfigureAwait(false);
        while (!outcome.IsGone && scratch.Time.GetElapsedTime(start) < Patience)
        {
            await Task.Delay(Pause, scratch.Time, scratch.Token).ConfigureAwait(false);
            outcome = await scratch.DeleteAsync(name).ConfigureAwait(false);
        }

        Expect.True(outcome.IsGone, $"Expected '{name}' to be deleted after {until:O}, found {outcome.Status}: {outcome.Error?.Message}");
    }
}
