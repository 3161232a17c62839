using BackupSh.Sources;

namespace BackupSh.Testing.Tests.Conformance.Mutants;

/// <summary>Sources that write or restore wrongly.</summary>
internal static class SourceMutants
{
    internal static IEnumerable<SourceMutant> All =>
    [
        new("has a kind in upper case", source => source.Tell = told => told with { Kind = "SQLite" }, "description-obeys-the-grammar"),
        new("has an extension with a dot", source => source.Tell = told => told with { Extension = ".db" }, "description-obeys-the-grammar"),
        new("has no restore command", source => source.Tell = told => told with { RestoreCommand = "restore it" }, "description-restores-by-hand"),
        new("has another name each time", source => source.Tell = told => told with { Database = Guid.NewGuid().ToString() }, "description-stays-the-same"),
        new("disposes its destination", Disposes, "destination-is-not-disposed"),
        new("swallows a failing destination", source => OnFailure(source, (_, _) => new SourceReport()), "failing-destination-ends-the-call"),
        new("writes on after a failure", source => OnFailure(source, WritesOn), "failing-destination-ends-the-call"),
        new(
            "ignores the token", source => source.Write = (to, request, _) => source.Inner.WriteToAsync(to, request, CancellationToken.None),
            "cancelled-write-writes-nothing", "write-ends-when-cancelled"),
        new("wraps cancelling", Wraps, "cancelled-write-writes-nothing", "write-ends-when-cancelled"),
        new("writes a header before it looks at the token", WritesFirst, "cancelled-write-writes-nothing"),
        new("keeps the destination of a call in a field", SharesAField, "concurrent-writes-are-both-whole"),
        new("goes on where a failed call stopped", GoesOn, "write-can-be-repeated"),
        new("returns no report", source => Reported(source, _ => null!), "report-is-complete"),
        new(
            "tells versions that are no ASCII", source => Reported(source, report => report with { ToolVersions = new Dictionary<string, string> { ["tool"] = "1·0" } }),
            "report-is-complete"),
        new("does not expect null", DoesNotExpectNull, "null-destination-is-misuse"),
        new("loses the end", source => Buffered(source, bytes => bytes[..^1]), "restore-gives-the-data-back"),
        new("reads once", ReadsOnce, "restore-takes-content-in-pieces"),
        new("does not read the end", DoesNotReadTheEnd, "restore-gives-the-data-back", "nothing-appears-before-the-end"),
        new("replaces unasked", source => Asked(source, replace: _ => true), "existing-target-is-refused", "racing-restores-have-one-winner"),
        new("never replaces", source => Asked(source, replace: _ => false), "replacing-keeps-the-old-target"),
        new("does not say where the old target is", source => Restored(source, report => report with { PreviousTarget = null }), "replacing-keeps-the-old-target"),
        new(
            "says where an old target is that was not", source => Restored(source, report => report with { PreviousTarget = "x" }),
            "replacing-nothing-is-a-restore", "restore-gives-the-data-back"),
        new("takes anything", source => source.Restore = source.Inner.RestoreAsync, "foreign-content-is-refused"),
        new("refuses a second restore at once", RefusesASecond, "restores-to-several-targets-at-once"),
        new("publishes before the end", PublishesEarly, "nothing-appears-before-the-end", "failing-content-makes-nothing", "failed-restore-can-be-repeated"),
        new("removes the old target first", RemovesFirst, "failed-replacing-keeps-the-target"),
        new("runs no hook", source => Asked(source, hook: _ => static (_, _) => Task.CompletedTask), "hook-runs-before-it-appears", "failing-hook-makes-nothing"),
        new("runs the hook when it has published", LateHook, "hook-runs-before-it-appears", "failing-hook-makes-nothing"),
        new(
            "ignores the token of a restore", source => source.Restore = (content, request, _) => source.RestoreKindAsync(content, request, CancellationToken.None),
            "cancelled-restore-makes-nothing"),
    ];

    private static void Disposes(BrokenSource source) => source.Write = async (to, request, token) =>
    {
        await using (to)
        {
            return await source.Inner.WriteToAsync(to, request, token);
        }
    };

    private static void OnFailure(BrokenSource source, Func<Stream, Exception, SourceReport> answer) => source.Write = async (to, request, token) =>
    {
        try
        {
            return await source.Inner.WriteToAsync(to, request, token);
        }
        catch (IOException exception)
        {
            return answer(to, exception);
        }
    };

    private static SourceReport WritesOn(Stream to, Exception failure)
    {
        Record.Exception(() => to.Write([1], 0, 1));
        throw failure;
    }

    private static void Wraps(BrokenSource source) => source.Write = async (to, request, token) =>
    {
        try
        {
            return await source.Inner.WriteToAsync(to, request, token);
        }
        catch (OperationCanceledException exception)
        {
            throw new BackupSourceException("broken", new BackupShError("TEST0009", "The dump failed.", "Try again."), exception);
        }
    };

    private static void WritesFirst(BrokenSource source) => source.Write = async (to, request, token) =>
    {
        to.Write([1], 0, 1);
        return await source.Inner.WriteToAsync(to, request, token);
    };

    private static void SharesAField(BrokenSource source)
    {
        Stream current = Stream.Null;
        int calls = 0;
        TaskCompletionSource second = new(TaskCreationOptions.RunContinuationsAsynchronously);
        source.Write = async (to, request, token) =>
        {
            // The first waits for the second: what one run in a thousand would show, every run shows.
            current = to;
            if (Interlocked.Increment(ref calls) > 1)
            {
                second.TrySetResult();
            }

            await second.Task.WaitAsync(token);
            return await source.Inner.WriteToAsync(current, request, token);
        };
    }

    private static void GoesOn(BrokenSource source)
    {
        long position = 0;
        source.Write = async (to, request, token) =>
        {
            for (byte[] block = new byte[10]; position < source.Inner.SizeBytes; position += block.Length)
            {
                await to.WriteAsync(block.Select((_, i) => (byte)((position + i) % 251)).ToArray(), token);
            }

            position = 0;
            return new SourceReport();
        };
    }

    private static void Reported(BrokenSource source, Func<SourceReport, SourceReport> change) => source.Write = async (to, request, token) =>
        change(await source.Inner.WriteToAsync(to, request, token));

    private static void DoesNotExpectNull(BrokenSource source) => source.Write = (to, request, token) =>
        to.CanWrite && request.RunId.Length > 0 ? source.Inner.WriteToAsync(to, request, token) : throw new InvalidOperationException();

    private static void Buffered(BrokenSource source, Func<byte[], byte[]> change) => source.Restore = async (content, request, token) =>
    {
        using MemoryStream bytes = new();
        await content.CopyToAsync(bytes, token);
        return await source.RestoreKindAsync(new MemoryStream(change(bytes.ToArray())), request, token);
    };

    private static void ReadsOnce(BrokenSource source) => source.Restore = async (content, request, token) =>
    {
        byte[] bytes = new byte[100_000];
        int read = await content.ReadAsync(bytes, token);
        return await source.Inner.RestoreAsync(new MemoryStream(bytes, 0, read), request, token);
    };

    private static void DoesNotReadTheEnd(BrokenSource source) => source.Restore = async (content, request, token) =>
    {
        byte[] bytes = new byte[source.Inner.SizeBytes];
        await content.ReadExactlyAsync(bytes, token);
        return await source.Inner.RestoreAsync(new MemoryStream(bytes), request, token);
    };

    private static void Asked(
        BrokenSource source, Func<bool, bool>? replace = null, Func<Func<string, CancellationToken, Task>, Func<string, CancellationToken, Task>>? hook = null) =>
        source.Restore = (content, request, token) => source.RestoreKindAsync(
            content,
            new RestoreRequest
            {
                Target = request.Target,
                Time = request.Time,
                Replace = replace?.Invoke(request.Replace) ?? request.Replace,
                BeforePublish = hook?.Invoke(request.BeforePublish) ?? request.BeforePublish,
            },
            token);

    private static void Restored(BrokenSource source, Func<RestoreReport, RestoreReport> change) => source.Restore = async (content, request, token) =>
        change(await source.RestoreKindAsync(content, request, token));

    private static void RefusesASecond(BrokenSource source)
    {
        int busy = 0;
        TaskCompletionSource refused = new(TaskCreationOptions.RunContinuationsAsynchronously);
        source.Restore = async (content, request, token) =>
        {
            if (Interlocked.Increment(ref busy) > 1)
            {
                refused.TrySetResult();
                throw new BackupSourceException("broken", new BackupShError("TEST0010", "A restore is running.", "Wait."));
            }

            await refused.Task.WaitAsync(token);
            return await source.RestoreKindAsync(content, request, token);
        };
    }

    private static void PublishesEarly(BrokenSource source) => source.Restore = async (content, request, token) =>
    {
        byte[] bytes = new byte[source.Inner.SizeBytes];
        await content.ReadExactlyAsync(bytes, token);
        RestoreReport report = await source.Inner.RestoreAsync(new MemoryStream(bytes), request, token);
        await content.CopyToAsync(Stream.Null, token);
        return report;
    };

    private static void RemovesFirst(BrokenSource source) => source.Restore = async (content, request, token) =>
    {
        if (request.Replace)
        {
            source.Gone.Add(request.Target);
        }

        RestoreReport report = await source.RestoreKindAsync(content, request, token);
        source.Gone.Remove(request.Target);
        return report;
    };

    private static void LateHook(BrokenSource source)
    {
        Func<string, CancellationToken, Task>? hook = null;
        Asked(source, hook: given =>
        {
            hook = given;
            return static (_, _) => Task.CompletedTask;
        });
        BrokenSource.Restoring restore = source.Restore!;
        source.Restore = async (content, request, token) =>
        {
            RestoreReport report = await restore(content, request, token);
            await hook!(report.Target, token);
            return report;
        };
    }
}
