using System.Text;
using BackupSh.Sources;

namespace BackupSh.Conformance.SourceChecks;

/// <summary>What writing a source promises.</summary>
internal static class WriteChecks
{
    private const int LeastBytes = 100;
    private const int Callers = 2;

    internal static IEnumerable<SourceCheck> All =>
    [
        new("destination-is-not-disposed", "Writing does not dispose its destination, whether it succeeds or fails.", IsNotDisposedAsync),
        new("failing-destination-ends-the-call", "If a write fails, at the first byte, midway or at the last, the call throws and writes no more.", FailingDestinationAsync),
        new("cancelled-write-writes-nothing", "With a token that is cancelled already, the call throws OperationCanceledException and writes nothing.", CancelledAsync),
        new("write-ends-when-cancelled", "When the token fires midway, the call throws OperationCanceledException, unwrapped.", EndsWhenCancelledAsync),
        new("concurrent-writes-are-both-whole", "Two calls at once both write everything.", ConcurrentAsync),
        new("write-can-be-repeated", "After a call that failed, the next one writes everything.", CanBeRepeatedAsync),
        new("report-is-complete", "The report has no null, and its tool versions are ASCII.", ReportAsync),
        new("null-destination-is-misuse", "A destination or request that is null throws ArgumentNullException.", NullAsync),
    ];

    private static async Task IsNotDisposedAsync(SourceScratch scratch)
    {
        ReceivingStream whole = await scratch.WriteAsync().ConfigureAwait(false);
        Expect.True(whole.WrittenBytes >= LeastBytes, $"Expected the source to write at least {LeastBytes} bytes, found {whole.WrittenBytes}.");
        Expect.True(!whole.IsDisposed, "Expected the destination not to be disposed by a call that succeeds.");
        ReceivingStream failing = new() { FailAt = 10 };
        await Expect.ThrowsAsync<Exception>(() => scratch.WriteAsync(failing), "a write to a destination that fails").ConfigureAwait(false);
        Expect.True(!failing.IsDisposed, "Expected the destination not to be disposed by a call that fails.");
    }

    private static async Task FailingDestinationAsync(SourceScratch scratch)
    {
        long size = (await scratch.WriteAsync().ConfigureAwait(false)).WrittenBytes;
        foreach (long position in (long[])[0, size / 2, size - 1])
        {
            ReceivingStream failing = new() { FailAt = position };
            await Expect.ThrowsAsync<Exception>(() => scratch.WriteAsync(failing), $"a destination that fails after {position} of {size} bytes").ConfigureAwait(false);
            Expect.True(!failing.WasWrittenAfterFailure, $"Expected nothing to be written after the destination failed at {position} of {size} bytes.");
        }
    }

    private static async Task CancelledAsync(SourceScratch scratch)
    {
        ReceivingStream destination = new();
        await Expect.ThrowsAsync<OperationCanceledException>(
            () => scratch.WriteAsync(destination, new CancellationToken(canceled: true)), "a write with a cancelled token").ConfigureAwait(false);
        Expect.Equal(0L, destination.WrittenBytes, "the number of bytes written with a cancelled token");
    }

    private static async Task EndsWhenCancelledAsync(SourceScratch scratch)
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(scratch.Token);
        ReceivingStream destination = new() { Moment = 1, AtMoment = stop.Cancel };
        await Expect.ThrowsAsync<OperationCanceledException>(() => scratch.WriteAsync(destination, stop.Token), "a write whose token fires midway").ConfigureAwait(false);
    }

    private static async Task ConcurrentAsync(SourceScratch scratch)
    {
        ReceivingStream[] written = await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(() => scratch.WriteAsync(), scratch.Token))).ConfigureAwait(false);
        await ExpectWholeAsync(scratch, written).ConfigureAwait(false);
    }

    private static async Task CanBeRepeatedAsync(SourceScratch scratch)
    {
        await Expect.ThrowsAsync<Exception>(() => scratch.WriteAsync(new ReceivingStream { FailAt = 10 }), "a write to a destination that fails").ConfigureAwait(false);
        await ExpectWholeAsync(scratch, await scratch.WriteAsync().ConfigureAwait(false)).ConfigureAwait(false);
    }

    // Two dumps of the same data may differ in bytes (a time in a header), so they are compared by restoring them.
    private static async Task ExpectWholeAsync(SourceScratch scratch, params ReceivingStream[] written)
    {
        long usual = (await scratch.WriteAsync().ConfigureAwait(false)).WrittenBytes;
        foreach (ReceivingStream destination in written)
        {
            if (scratch.Source is IRestorableBackupSource)
            {
                string target = scratch.NewTarget();
                await scratch.RestoreAsync(destination.ToArray(), target).ConfigureAwait(false);
                await scratch.ExpectAsync(target, await scratch.LookAtSourceAsync().ConfigureAwait(false), "what was restored of the dump").ConfigureAwait(false);
            }
            else
            {
                Expect.True(destination.WrittenBytes >= usual / 2, $"Expected about {usual} bytes, as usual, found {destination.WrittenBytes}.");
            }
        }
    }

    private static async Task ReportAsync(SourceScratch scratch)
    {
        SourceReport? report = await scratch.Source.WriteToAsync(new ReceivingStream(), SourceScratch.Request, scratch.Token).ConfigureAwait(false);
        Expect.True(
            report is { Warnings: not null, ToolVersions: { } tools } && tools.All(tool => Ascii.IsValid(tool.Key) && Ascii.IsValid(tool.Value)),
            $"Expected a report with warnings and tool versions in ASCII, which may be empty, found {report}.");
    }

    private static async Task NullAsync(SourceScratch scratch)
    {
        await Expect.ThrowsAsync<ArgumentNullException>(
            () => scratch.Source.WriteToAsync(null!, SourceScratch.Request, scratch.Token), "writing to null").ConfigureAwait(false);
        await Expect.ThrowsAsync<ArgumentNullException>(
            () => scratch.Source.WriteToAsync(new ReceivingStream(), null!, scratch.Token), "writing with a request that is null").ConfigureAwait(false);
    }
}
