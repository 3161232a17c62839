namespace BackupSh.Conformance.SourceChecks;

/// <summary>When the restored data appear: after the content's end and the hooks, or never.</summary>
internal static class PublishChecks
{
    internal static IEnumerable<SourceCheck> All =>
    [
        new("nothing-appears-before-the-end", "While the content's end is not read, nothing stands at the target.", NothingBeforeTheEndAsync),
        new("failing-content-makes-nothing", "If the read at the content's end throws, so does the restore, and nothing appears.", FailingContentAsync),
        new("hook-runs-before-it-appears", "BeforePublish runs once, after the content's end, with what was staged, while nothing stands at the target.", HookAsync),
        new("failing-hook-makes-nothing", "If BeforePublish throws, so does the restore, and nothing appears.", FailingHookAsync),
        new("cancelled-restore-makes-nothing", "A token that is cancelled already, or fires at the end or in BeforePublish, throws OperationCanceledException; nothing appears.", CancelledAsync),
        new("failed-restore-can-be-repeated", "After a restore that failed, the same target can be restored to.", CanBeRepeatedAsync),
        new("failed-replacing-keeps-the-target", "If a restore that shall replace fails, what stands at the target stays.", FailedReplacingAsync),
    ];

    private static InvalidOperationException Failure => new("The restore shall fail here, as the check asks.");

    private static async Task NothingBeforeTheEndAsync(SourceScratch scratch)
    {
        scratch.Restorable();
        string target = scratch.NewTarget();
        byte[] dump = await scratch.DumpAsync().ConfigureAwait(false);
        OfferedContent content = new(dump) { AtItsEnd = () => scratch.ExpectNothingAsync(target, "before the content's end was read") };
        await scratch.RestoreAsync(content, target).ConfigureAwait(false);
        Expect.True(content.EndWasRead, "Expected the content to be read to its end.");
    }

    private static async Task FailingContentAsync(SourceScratch scratch)
    {
        scratch.Restorable();
        string target = scratch.NewTarget();
        await FailAsync(scratch, await scratch.DumpAsync().ConfigureAwait(false), target).ConfigureAwait(false);
        await scratch.ExpectNothingAsync(target, "after the content failed").ConfigureAwait(false);
    }

    private static async Task HookAsync(SourceScratch scratch)
    {
        scratch.Restorable();
        string target = scratch.NewTarget();
        OfferedContent content = new(await scratch.DumpAsync().ConfigureAwait(false));
        int calls = 0;
        await scratch.RestoreAsync(content, target, beforePublish: async (staged, _) =>
        {
            calls++;
            Expect.True(content.EndWasRead, "Expected BeforePublish to run after the content's end was read.");
            Expect.True(!string.IsNullOrEmpty(staged), "Expected BeforePublish to be told where the data stand.");
            await scratch.ExpectNothingAsync(target, "while BeforePublish runs").ConfigureAwait(false);
        }).ConfigureAwait(false);
        Expect.Equal(1, calls, "how often BeforePublish ran");
    }

    private static async Task FailingHookAsync(SourceScratch scratch)
    {
        scratch.Restorable();
        string target = scratch.NewTarget();
        byte[] dump = await scratch.DumpAsync().ConfigureAwait(false);
        await Expect.ThrowsAsync<Exception>(
            () => scratch.RestoreAsync(new OfferedContent(dump), target, beforePublish: (_, _) => Task.FromException(Failure)), "a restore whose BeforePublish throws")
            .ConfigureAwait(false);
        await scratch.ExpectNothingAsync(target, "after BeforePublish threw").ConfigureAwait(false);
    }

    private static async Task CancelledAsync(SourceScratch scratch)
    {
        scratch.Restorable();
        byte[] dump = await scratch.DumpAsync().ConfigureAwait(false);
        foreach (string moment in (string[])["already", "at the content's end", "in BeforePublish"])
        {
            string target = scratch.NewTarget();
            using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(scratch.Token);
            if (moment == "already")
            {
                await stop.CancelAsync().ConfigureAwait(false);
            }

            OfferedContent content = new(dump) { AtItsEnd = () => moment == "at the content's end" ? stop.CancelAsync() : Task.CompletedTask };
            await Expect.ThrowsAsync<OperationCanceledException>(
                () => scratch.RestoreAsync(content, target, beforePublish: (_, _) => stop.CancelAsync(), cancellationToken: stop.Token),
                $"a restore whose token is cancelled {moment}").ConfigureAwait(false);
            await scratch.ExpectNothingAsync(target, $"after the restore was cancelled {moment}").ConfigureAwait(false);
        }
    }

    private static async Task CanBeRepeatedAsync(SourceScratch scratch)
    {
        scratch.Restorable();
        string target = scratch.NewTarget();
        byte[] dump = await scratch.DumpAsync().ConfigureAwait(false);
        await FailAsync(scratch, dump, target).ConfigureAwait(false);
        await scratch.RestoreAsync(dump, target).ConfigureAwait(false);
        await scratch.ExpectAsync(target, await scratch.LookAtSourceAsync().ConfigureAwait(false), "what was restored after a failure").ConfigureAwait(false);
    }

    private static async Task FailedReplacingAsync(SourceScratch scratch)
    {
        scratch.Restorable();
        string target = scratch.NewTarget();
        byte[] dump = await scratch.DumpAsync().ConfigureAwait(false);
        await scratch.RestoreAsync(dump, target).ConfigureAwait(false);
        await FailAsync(scratch, dump, target, replace: true).ConfigureAwait(false);
        await scratch.ExpectAsync(target, await scratch.LookAtSourceAsync().ConfigureAwait(false), "what stood at the target before").ConfigureAwait(false);
    }

    private static async Task FailAsync(SourceScratch scratch, byte[] dump, string target, bool replace = false)
    {
        OfferedContent content = new(dump) { AtItsEnd = () => Task.FromException(Failure) };
        await Expect.ThrowsAsync<Exception>(() => scratch.RestoreAsync(content, target, replace), "a restore whose content fails at its end").ConfigureAwait(false);
    }
}
