using BackupSh.Storage.S3.Tests.Servers;
using BackupSh.TestSupport;
using BackupSh.TestSupport.Wire;

namespace BackupSh.Storage.S3.Tests.Wire;

/// <summary>Runs an operation once for every fault at every request that it makes, and asserts its laws after each.</summary>
/// <remarks>The laws hold for all faults: the outcome is right or a <see cref="StorageException"/>; a name is listed with all
/// its bytes or not at all; what was there before is as it was. A fault that passes by itself must not fail the operation.</remarks>
internal static class FaultSweep
{
    private const string Name = "shop.2026-11-24_03-00-00.bin";
    private const int PageObjects = 2;
    private const int Objects = (2 * PageObjects) + 1;

    private static readonly byte[] Before = [1, 2, 3];

    private static readonly string[] Names = [.. Enumerable.Range(0, Objects).Select(i => $"object-{i}")];

    private static readonly CutPoint[] Cuts = Enum.GetValues<CutPoint>();

    private static readonly WireResponse ErrorIn200 = new(200, "<Error><Code>InternalError</Code><Message>We failed.</Message></Error>");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Gets faults that pass by themselves: the operation tries again and succeeds.</summary>
    private static IEnumerable<WireFault> Passing =>
    [
        .. Cuts.Select(WireFault.ResetRequest),
        .. Cuts.Select(WireFault.ResetResponse),
        .. Cuts.Select(WireFault.CutBody),
        WireFault.LostAcknowledgement,
        WireFault.Answer(new WireResponse(500)),
        WireFault.Answer(new WireResponse(502, "<html>Bad gateway</html>", "text/html")),
        WireFault.AnswerAfterApplying(new WireResponse(500)),
        WireFault.RetryAfter(503, 5),
        WireFault.RetryAfter(429, new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero)),
        WireFault.Hang,
        WireFault.HangAfterApplying,
        WireFault.HangInBody(CutPoint.Start),
    ];

    /// <summary>Gets faults after which the operation may fail, but never lie.</summary>
    private static IEnumerable<WireFault> Lasting =>
    [
        WireFault.Answer(new WireResponse(200)),
        WireFault.Answer(new WireResponse(200, "<html>Log in first.</html>", "text/html")),
        WireFault.Answer(ErrorIn200),
        WireFault.AnswerAfterApplying(ErrorIn200),
        WireFault.Answer(new WireResponse(401)),
        WireFault.Answer(new WireResponse(403, "<Error><Code>AccessDenied</Code></Error>")),
        WireFault.Answer(new WireResponse(400, "<Error><Code>ExpiredToken</Code></Error>")),
        WireFault.Answer(new WireResponse(404)),
        WireFault.Answer(new WireResponse(405)),
        WireFault.Answer(new WireResponse(409)),
        WireFault.Answer(new WireResponse(410)),
        WireFault.Answer(new WireResponse(412)),
        WireFault.AnswerAfterApplying(new WireResponse(403)),
        WireFault.Redirect(new Uri("http://127.0.0.1:9/")),
        WireFault.TrailingBytes(),
    ];

    internal static Operation List => new(
        "list",
        [new Place(S3Call.List, 0), new Place(S3Call.List, 1), new Place(S3Call.List, 2)],
        async bench =>
        {
            foreach (string name in Names)
            {
                await bench.PutDirectlyAsync(name, Before);
            }
        },
        async bench => Assert.Equal(Names, await bench.ListAsync()),
        async bench => Assert.Equal(Names, await bench.NamesAsync()));

    internal static Operation Read => new(
        "read",
        [new Place(S3Call.Get, 0)],
        async bench => await bench.UploadAsync(Name, ContentStream.Bytes(50_000)),
        async bench => Assert.Equal(ContentStream.Bytes(50_000), await bench.ReadAsync(Name)),
        async bench => Assert.Equal([Name], await bench.NamesAsync()))
    {
        More = [.. Cuts.Select(WireFault.CorruptBody), WireFault.LengthenBody(), WireFault.ShortenBody()],
    };

    internal static Operation Delete => new(
        "delete",
        [new Place(S3Call.Head, 0), new Place(S3Call.DeleteBatch, 0)],
        async bench =>
        {
            foreach (string name in (string[])["a", "b", "before"])
            {
                await bench.PutDirectlyAsync(name, Before);
            }
        },
        async bench =>
        {
            IReadOnlyList<DeleteOutcome> outcomes = await bench.Storage.DeleteAsync(["a", "b"], Token);
            IReadOnlyList<string> left = await bench.NamesAsync();
            Assert.All(outcomes, outcome => Assert.True(
                outcome.Status is DeleteStatus.Failed or DeleteStatus.Retained || !left.Contains(outcome.Name), $"{outcome.Name} is {outcome.Status}, and there."));
        },
        async bench => Assert.Contains("before", await bench.NamesAsync()))
    {
        // The answer that an object is not there is believed, wherever it comes from: nothing is deleted then.
        Ignores = fault => fault.ToString() == "answer 404",
    };

    internal static Operation Upload(string name, int bytes, S3Call[] calls) => new(
        name,
        [.. calls.Select(call => new Place(call, 0))],
        async bench => await bench.PutDirectlyAsync("before", Before),
        async bench =>
        {
            StorageObject stored = await bench.UploadAsync(Name, ContentStream.Bytes(bytes));
            Assert.Equal((Name, bytes), (stored.Name, stored.SizeBytes));
            Assert.Contains(Name, await bench.NamesAsync());
        },
        async bench =>
        {
            Dictionary<string, byte[]> stored = await bench.StoredAsync();
            Assert.Equal(Before, stored["before"]);
            if (stored.TryGetValue(Name, out byte[]? content))
            {
                Assert.Equal(ContentStream.Bytes(bytes), content);
            }
        });

    internal static async Task RunAsync(TestBucket bucket, Operation operation)
    {
        List<string> broken = [];
        int cases = 0;
        foreach (Place place in operation.Places)
        {
            foreach ((WireFault fault, bool passes) in Passing.Select(fault => (fault, true)).Concat(Lasting.Concat(operation.More).Select(fault => (fault, false))))
            {
                foreach (int times in (int[])[1, int.MaxValue])
                {
                    cases++;
                    string title = $"{operation.Name}, {place.Call} {place.Skip + 1}, {fault}, {(times == 1 ? "once" : "for ever")}";
                    if (!operation.Ignores(fault) && await TryAsync(bucket, operation, place, fault, times, mustSucceed: passes && times == 1) is { } failure)
                    {
                        broken.Add($"{title}: {failure}");
                    }
                }
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{cases} cases of {operation.Name}, {broken.Count} broken");
        Assert.True(broken.Count == 0, $"{broken.Count} of {cases} cases:\n{string.Join('\n', broken)}");
    }

    private static async Task<string?> TryAsync(TestBucket bucket, Operation operation, Place place, WireFault fault, int times, bool mustSucceed)
    {
        await using WireBench bench = new(bucket, options => options.PageObjects = PageObjects);
        await operation.Prepare(bench);
        bench.Proxy.Reset();
        bench.On(place.Call, fault, place.Skip, times);
        Exception? outcome = await Record.ExceptionAsync(() => operation.Run(bench));
        bool met = bench.Proxy.FaultCount > 0;
        Exception? after = await Record.ExceptionAsync(() => operation.AssertAfter(bench));
        return !met ? "no request met the fault"
            : outcome is not (null or StorageException) ? Short(outcome)
            : outcome is not null && mustSucceed ? Short(outcome)
            : after is not null ? $"afterwards: {Short(after)} ({outcome?.GetType().Name ?? "success"})"
            : null;
    }

    private static string Short(Exception exception)
    {
        string text = $"{exception.GetType().Name} {exception.Message}".ReplaceLineEndings(" ");
        return text.Length > 300 ? text[..300] : text;
    }

    internal sealed record Place(S3Call Call, int Skip);

    internal sealed record Operation(
        string Name, IReadOnlyList<Place> Places, Func<WireBench, Task> Prepare, Func<WireBench, Task> Run, Func<WireBench, Task> AssertAfter)
    {
        internal IReadOnlyList<WireFault> More { get; init; } = [];

        internal Func<WireFault, bool> Ignores { get; init; } = _ => false;
    }
}
