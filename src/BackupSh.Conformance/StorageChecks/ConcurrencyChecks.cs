using BackupSh.Storage;

namespace BackupSh.Conformance.StorageChecks;

/// <summary>Clause 10: safe for concurrent calls, and no token outlives its call.</summary>
internal static class ConcurrencyChecks
{
    private const int Callers = 16;
    private const int Readers = 6;
    private const int Lookers = 3;
    private const int Looks = 5;
    private const int LaterLooks = 20;

    internal static IEnumerable<StorageCheck> All =>
    [
        new(
            StorageClause.Concurrency, "parallel-calls-do-not-disturb-each-other", "Sixteen callers upload, list and read at once, and each finds its own object whole.",
            calls: (3 * Callers) + 3, bytes: 40_000, ParallelCallsAsync),
        new(
            StorageClause.Concurrency, "readers-see-all-or-nothing", "While an object is uploaded, readers and listings of other instances see nothing, then all of it.",
            calls: (2 * Lookers * (Looks + LaterLooks)) + 4, bytes: (Lookers + 2) * 1_000_000, AllOrNothingAsync),
        new(
            StorageClause.Concurrency, "streams-of-one-object-are-independent", "Several streams of one object, read in turns, each give the whole.",
            calls: 9, bytes: 800_000, IndependentStreamsAsync),
        new(
            StorageClause.Concurrency, "parallel-deletions-all-find-it-gone", "Of eight deletions of one name at once none fails.",
            calls: 13, bytes: 10, ParallelDeletionsAsync),
        new(
            StorageClause.Concurrency, "no-token-outlives-its-call", "Cancelling a call's token after the call changes nothing: objects stay, streams go on.",
            calls: 9, bytes: 1_000_000, NoTokenOutlivesAsync),
    ];

    private static async Task ParallelCallsAsync(StorageScratch scratch)
    {
        await Parallel.ForAsync(0, Callers, scratch.Token, async (i, _) =>
        {
            string name = scratch.Name($"object-{i}-");
            Payload payload = new(1000 + i, Seed: i + 1);
            await scratch.UploadAsync(name, payload).ConfigureAwait(false);
            await scratch.ExpectNamesAsync([name], $"object-{i}-").ConfigureAwait(false);
            await scratch.ExpectContentAsync(name, payload).ConfigureAwait(false);
        }).ConfigureAwait(false);
        await scratch.ExpectNamesAsync(Enumerable.Range(0, Callers).Select(i => scratch.Name($"object-{i}-"))).ConfigureAwait(false);
    }

    private static async Task AllOrNothingAsync(StorageScratch scratch)
    {
        string name = scratch.Name("object");
        Payload payload = new(1_000_000);
        TaskCompletionSource gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        PayloadStream content = new(payload) { ReadLimit = 10_000, Gate = gate.Task, GateAt = payload.SizeBytes / 2 };
        Task<StorageObject> upload = Task.Run(() => scratch.UploadAsync(name, content), scratch.Token);
        try
        {
            // Before half of the content has come, then while the rest of it comes.
            await LookAsync(scratch, name, payload, Looks).ConfigureAwait(false);
            gate.SetResult();
            await LookAsync(scratch, name, payload, LaterLooks).ConfigureAwait(false);
        }
        finally
        {
            gate.TrySetResult();
        }

        await upload.ConfigureAwait(false);
        await scratch.ExpectContentAsync(name, payload).ConfigureAwait(false);
    }

    private static Task LookAsync(StorageScratch scratch, string name, Payload payload, int most) =>
        Task.WhenAll(Enumerable.Range(0, Lookers).Select(async _ =>
        {
            IBackupStorage other = await scratch.OpenAnotherAsync().ConfigureAwait(false);
            for (int i = 0; i < most && !await LookAsync(scratch, other, name, payload).ConfigureAwait(false); i++)
            {
                await Task.Yield();
            }
        }));

    /// <returns>Whether it was there.</returns>
    private static async Task<bool> LookAsync(StorageScratch scratch, IBackupStorage storage, string name, Payload payload)
    {
        StorageObject? listed = (await scratch.ListAsync(instance: storage).ConfigureAwait(false)).Find(item => item.Name == name);
        Expect.True(listed is null || listed.SizeBytes == payload.SizeBytes, $"Expected '{name}' to be listed with all its bytes or not at all, found {listed}.");
        try
        {
            await scratch.ExpectContentAsync(name, payload, instance: storage).ConfigureAwait(false);
            return true;
        }
        catch (StorageObjectNotFoundException)
        {
            // Not yet there, as the listing said before.
            Expect.True(listed is null, $"Expected '{name}' to be readable, because it was listed.");
            return false;
        }
    }

    private static async Task IndependentStreamsAsync(StorageScratch scratch)
    {
        string name = scratch.Name("object");
        Payload payload = new(100_000);
        await scratch.UploadAsync(name, payload).ConfigureAwait(false);
        List<Stream> streams = [];
        try
        {
            for (int i = 0; i < Readers; i++)
            {
                streams.Add(await scratch.OpenAsync(name).ConfigureAwait(false));
                await streams[i].ReadExactlyAsync(new byte[1000 * i], scratch.Token).ConfigureAwait(false);
            }

            for (int i = 0; i < Readers; i++)
            {
                await scratch.ExpectContentAsync(streams[i], payload, 1000 * i, payload.SizeBytes - (1000 * i), $"stream {i + 1} of '{name}'").ConfigureAwait(false);
            }
        }
        finally
        {
            foreach (Stream stream in streams)
            {
                await stream.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private static async Task ParallelDeletionsAsync(StorageScratch scratch)
    {
        string name = scratch.Name("object");
        await scratch.UploadAsync(name, new Payload(10)).ConfigureAwait(false);
        DeleteOutcome[] outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => scratch.DeleteAsync(name), scratch.Token))).ConfigureAwait(false);
        Expect.True(outcomes.All(outcome => outcome.IsGone), $"Expected every deletion to find the object gone, found {string.Join(", ", outcomes.Select(outcome => outcome.Status))}.");
        Expect.True(outcomes.Any(outcome => outcome.Status == DeleteStatus.Deleted), "Expected one of the deletions to have deleted the object.");
        await scratch.ExpectNothingAsync(name).ConfigureAwait(false);
    }

    private static async Task NoTokenOutlivesAsync(StorageScratch scratch)
    {
        string name = scratch.Name("object");
        Payload payload = new(500_000);
        using CancellationTokenSource uploading = new();
        await scratch.Storage.UploadAsync(name, new PayloadStream(payload), StorageScratch.Options(), uploading.Token).ConfigureAwait(false);
        await uploading.CancelAsync().ConfigureAwait(false);
        await scratch.ExpectNamesAsync([name]).ConfigureAwait(false);

        using CancellationTokenSource opening = new();
        Stream content = await scratch.Storage.OpenReadAsync(name, ReadRange.All, opening.Token).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            await opening.CancelAsync().ConfigureAwait(false);
            await scratch.ExpectContentAsync(content, payload, 0, payload.SizeBytes, $"'{name}', after the token of its opening has fired,").ConfigureAwait(false);
        }
    }
}
