using BackupSh.Sources;

namespace BackupSh.Conformance.SourceChecks;

/// <summary>What a restore makes, and what it refuses.</summary>
internal static class RestoreChecks
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    internal static IEnumerable<SourceCheck> All =>
    [
        new("restore-gives-the-data-back", "What was written, restored to a new target, is the source's data; the report says where.", GivesBackAsync),
        new("restore-takes-content-in-pieces", "Content that comes in odd pieces is restored as well.", InPiecesAsync),
        new("existing-target-is-refused", "A restore to an existing target throws BackupSourceException, and what stands there stays.", ExistingAsync),
        new("replacing-keeps-the-old-target", "With Replace, the target has the new data, and the old one stands where the report says.", ReplacingAsync),
        new("replacing-nothing-is-a-restore", "With Replace and no target, it restores, and reports no previous one.", ReplacingNothingAsync),
        new("foreign-content-is-refused", "Content that is no backup of this kind, or none at all, throws BackupSourceException and makes nothing.", ForeignAsync),
        new("restores-to-several-targets-at-once", "Two restores at once to two targets both succeed.", SeveralAsync),
        new("racing-restores-have-one-winner", "Of two restores at once to one target one succeeds; the other throws BackupSourceException.", RacingAsync),
    ];

    private static async Task GivesBackAsync(SourceScratch scratch)
    {
        scratch.Restorable();
        string target = scratch.NewTarget();
        OfferedContent content = new(await scratch.DumpAsync().ConfigureAwait(false));
        RestoreReport report = await scratch.RestoreAsync(content, target).ConfigureAwait(false);
        await scratch.ExpectAsync(target, await scratch.LookAtSourceAsync().ConfigureAwait(false), "what was restored").ConfigureAwait(false);
        Expect.True(report.Warnings is not null && !string.IsNullOrEmpty(report.Target), "Expected the report to say where the data stand, with warnings that may be empty.");
        Expect.Equal(null, report.PreviousTarget, "the previous target of a restore that replaced nothing");
        Expect.True(content.EndWasRead, "Expected the content to be read to its end: only there it is known to be whole.");
    }

    private static async Task InPiecesAsync(SourceScratch scratch)
    {
        scratch.Restorable();
        string target = scratch.NewTarget();
        await scratch.RestoreAsync(new OfferedContent(await scratch.DumpAsync().ConfigureAwait(false)) { ReadLimit = 7 }, target).ConfigureAwait(false);
        await scratch.ExpectAsync(target, await scratch.LookAtSourceAsync().ConfigureAwait(false), "what was restored").ConfigureAwait(false);
    }

    private static async Task ExistingAsync(SourceScratch scratch)
    {
        scratch.Restorable();
        string target = scratch.NewTarget();
        byte[] dump = await scratch.DumpAsync().ConfigureAwait(false);
        await scratch.RestoreAsync(dump, target).ConfigureAwait(false);
        await Expect.ThrowsAsync<BackupSourceException>(() => scratch.RestoreAsync(dump, target), "a restore to an existing target").ConfigureAwait(false);
        await scratch.ExpectAsync(target, await scratch.LookAtSourceAsync().ConfigureAwait(false), "what stood at the target before").ConfigureAwait(false);
    }

    private static async Task ReplacingAsync(SourceScratch scratch)
    {
        scratch.Restorable();
        string target = scratch.NewTarget();
        string data = await scratch.LookAtSourceAsync().ConfigureAwait(false);
        byte[] dump = await scratch.DumpAsync().ConfigureAwait(false);
        await scratch.RestoreAsync(dump, target).ConfigureAwait(false);
        RestoreReport report = await scratch.RestoreAsync(new OfferedContent(dump), target, replace: true).ConfigureAwait(false);
        await scratch.ExpectAsync(target, data, "what replaced the target").ConfigureAwait(false);
        Expect.True(report.PreviousTarget is not null && report.PreviousTarget != target, $"Expected the report to say where the old target stands, found '{report.PreviousTarget}'.");
        await scratch.ExpectAsync(report.PreviousTarget!, data, "the old target, which is kept").ConfigureAwait(false);
    }

    private static async Task ReplacingNothingAsync(SourceScratch scratch)
    {
        scratch.Restorable();
        string target = scratch.NewTarget();
        RestoreReport report = await scratch.RestoreAsync(new OfferedContent(await scratch.DumpAsync().ConfigureAwait(false)), target, replace: true).ConfigureAwait(false);
        await scratch.ExpectAsync(target, await scratch.LookAtSourceAsync().ConfigureAwait(false), "what was restored").ConfigureAwait(false);
        Expect.Equal(null, report.PreviousTarget, "the previous target, where there was none");
    }

    private static async Task ForeignAsync(SourceScratch scratch)
    {
        scratch.Restorable();
        foreach (byte[] foreign in (byte[][])[[], "This is no backup of any source.\n"u8.ToArray(), new Payload(50_000).ToArray()])
        {
            string target = scratch.NewTarget();
            await Expect.ThrowsAsync<BackupSourceException>(() => scratch.RestoreAsync(foreign, target), $"a restore of {foreign.Length} foreign bytes").ConfigureAwait(false);
            await scratch.ExpectNothingAsync(target, "after foreign content was refused").ConfigureAwait(false);
        }
    }

    private static async Task SeveralAsync(SourceScratch scratch)
    {
        scratch.Restorable();
        byte[] dump = await scratch.DumpAsync().ConfigureAwait(false);
        string[] targets = [scratch.NewTarget(), scratch.NewTarget()];
        await Task.WhenAll(targets.Select(target => Task.Run(() => scratch.RestoreAsync(dump, target), scratch.Token))).ConfigureAwait(false);
        foreach (string target in targets)
        {
            await scratch.ExpectAsync(target, await scratch.LookAtSourceAsync().ConfigureAwait(false), "what was restored beside another restore").ConfigureAwait(false);
        }
    }

    private static async Task RacingAsync(SourceScratch scratch)
    {
        scratch.Restorable();
        byte[] dump = await scratch.DumpAsync().ConfigureAwait(false);
        string target = scratch.NewTarget();
        int waiting = 0;
        TaskCompletionSource bothAreThere = new(TaskCreationOptions.RunContinuationsAsynchronously);

        // Both have seen that the target is free, and both are about to publish.
        OfferedContent Content() => new(dump)
        {
            AtItsEnd = () =>
            {
                if (Interlocked.Increment(ref waiting) == 2)
                {
                    bothAreThere.SetResult();
                }

                // Not for ever: a source may well let one restore at a time read its content.
                return Task.WhenAny(bothAreThere.Task, Task.Delay(Patience, scratch.Time, scratch.Token));
            },
        };
        Exception?[] outcomes = await Task.WhenAll(
            Enumerable.Range(0, 2).Select(_ => Task.Run(() => Expect.CatchAsync(() => scratch.RestoreAsync(Content(), target)), scratch.Token))).ConfigureAwait(false);
        Expect.Equal(1, outcomes.Count(outcome => outcome is null), "the number of racing restores that succeed");
        Exception? other = Array.Find(outcomes, outcome => outcome is not null);
        Expect.True(other is BackupSourceException, $"Expected the other restore to throw BackupSourceException, but it {Expect.Tell(other)}.");
        await scratch.ExpectAsync(target, await scratch.LookAtSourceAsync().ConfigureAwait(false), "what the winner restored").ConfigureAwait(false);
    }
}
