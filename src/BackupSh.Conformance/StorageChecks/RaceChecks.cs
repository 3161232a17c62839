using BackupSh.Storage;

namespace BackupSh.Conformance.StorageChecks;

/// <summary>Clause 4 between racing writers, as far as <see cref="ICreateOnlyStorage"/> promises it.</summary>
internal static class RaceChecks
{
    private const int Writers = 8;

    // An info file or a claim. Source: docs/format.md: a few KiB.
    private const int Small = 2000;
    private const int Large = 200_000;

    internal static IEnumerable<StorageCheck> All =>
    [
        new(
            StorageClause.WriteOnce, "racing-writers-have-one-winner", "Of eight uploads of small objects to one name exactly one succeeds; the others learn that it exists.",
            calls: 11, bytes: Writers * (Small + 10), scratch => OneWinsAsync(scratch, Small, scratch.Traits.CreateOnly is not null)),
        new(
            StorageClause.WriteOnce, "racing-writers-of-large-objects-have-one-winner", "Of eight uploads of large objects to one name exactly one succeeds; the others learn that it exists.",
            calls: 11, bytes: (Writers + 1) * (Large + 10), scratch => OneWinsAsync(scratch, Large, scratch.Traits.CreateOnly is CreateOnlyScope.AllObjects)),
        new(
            StorageClause.WriteOnce, "racing-instances-have-one-winner", "Of eight instances that upload to one name exactly one succeeds.",
            calls: 11, bytes: Writers * (Small + 10), InstancesAsync),
        new(
            StorageClause.WriteOnce, "racing-writers-never-mix", "Whoever wins a race, the object is the whole content of one who was told so.",
            calls: 11, bytes: (Writers + 1) * (Large + 10), NeverMixAsync),
    ];

    private static async Task InstancesAsync(StorageScratch scratch)
    {
        StorageScratch.Need(scratch.Traits.CreateOnly is not null, "It promises nothing between racing writers.");
        List<IBackupStorage> instances = [];
        for (int i = 0; i < Writers; i++)
        {
            instances.Add(await scratch.OpenAnotherAsync().ConfigureAwait(false));
        }

        ExpectOneWinner(await RaceAsync(scratch, Small, i => instances[i]).ConfigureAwait(false));
    }

    private static async Task OneWinsAsync(StorageScratch scratch, int size, bool isPromised)
    {
        StorageScratch.Need(isPromised, "It promises nothing between racing writers of such objects.");
        ExpectOneWinner(await RaceAsync(scratch, size, _ => scratch.Storage).ConfigureAwait(false));
    }

    private static void ExpectOneWinner(Exception?[] outcomes)
    {
        Expect.Equal(1, outcomes.Count(outcome => outcome is null), "the number of racing uploads that succeed");
        Exception? other = Array.Find(outcomes, outcome => outcome is not (null or StorageObjectExistsException));
        Expect.True(other is null, $"Expected every loser of the race to get StorageObjectExistsException, but one {Expect.Tell(other)}.");
    }

    private static async Task NeverMixAsync(StorageScratch scratch)
    {
        Exception?[] outcomes = await RaceAsync(scratch, Large, _ => scratch.Storage).ConfigureAwait(false);
        Expect.True(outcomes.Contains(null), "Expected at least one of the racing uploads to succeed.");
    }

    /// <summary>Uploads from many sides at once, and expects the object to be the whole content of one who succeeded.</summary>
    private static async Task<Exception?[]> RaceAsync(StorageScratch scratch, int size, Func<int, IBackupStorage> instance)
    {
        string name = scratch.Name("object");
        using Barrier start = new(Writers);
        Exception?[] outcomes = await Task.WhenAll(Enumerable.Range(0, Writers).Select(i => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait(scratch.Token);
                PayloadStream content = new(PayloadOf(size, i)) { ReadLimit = Math.Max(1, size / 7) };
                return Expect.CatchAsync(() => instance(i).UploadAsync(name, content, StorageScratch.Options(), scratch.Token));
            },
            scratch.Token,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).Unwrap())).ConfigureAwait(false);
        if (outcomes.Contains(null))
        {
            await ExpectOneOfAsync(scratch, name, [.. Enumerable.Range(0, Writers).Where(i => outcomes[i] is null).Select(i => PayloadOf(size, i))]).ConfigureAwait(false);
        }

        return outcomes;
    }

    // Contents of different sizes: a mixture then shows in the size, too.
    private static Payload PayloadOf(int size, int writer) => new(size + writer, Seed: writer + 1);

    private static async Task ExpectOneOfAsync(StorageScratch scratch, string name, Payload[] contents)
    {
        List<string> differences = [];
        foreach (Payload content in contents)
        {
            try
            {
                await scratch.ExpectContentAsync(name, content).ConfigureAwait(false);
                return;
            }
            catch (PromiseBrokenException difference)
            {
                differences.Add(difference.Message);
            }
        }

        throw new PromiseBrokenException($"Expected '{name}' to be the content of one of the {contents.Length} uploads that succeeded. {string.Join(' ', differences)}");
    }
}
