using BackupSh.Testing.GoogleDrive;
using BackupSh.Testing.Wire;
using BackupSh.TestSupport;

namespace BackupSh.Storage.GoogleDrive.Tests.Storage;

/// <summary>Every kind of request with every fault, at each of its first calls: nothing is lost, and nothing is there twice.</summary>
public sealed class FaultSweepTests
{
    private const int Part = DriveWorkshop.SmallPart;
    private const int Calls = 3;
    private static readonly byte[] Kept = ContentStream.Bytes(1000, seed: 7);
    private static readonly byte[] Content = ContentStream.Bytes((2 * Part) + 1000);

    // Faults that pass: the work must succeed.
    private static readonly Dictionary<string, Action<WireFault>> Passing = new()
    {
        ["reset before it"] = fault => fault.Reset(),
        ["reset at byte 0"] = fault => fault.AtRequestByte(0).Reset(),
        ["reset at byte 1"] = fault => fault.AtRequestByte(1).Reset(),
        ["reset in the body"] = fault => fault.AtRequestByte(Part / 2).Reset(),
        ["answer lost"] = fault => fault.AfterIsApplied().Reset(),
        ["answer cut"] = fault => fault.AtResponseByte(3).Reset(),
        ["500"] = fault => fault.Answer(500),
        ["502 with HTML"] = fault => fault.Answer(502, "<html>"),
        ["503 after it"] = fault => fault.AfterIsApplied().Answer(503),
        ["429"] = fault => fault.Answer(429, retryAfter: "0"),
        ["rate"] = fault => fault.Answer(GoogleDriveServer.ErrorAnswer(403, "userRateLimitExceeded")),
        ["rate after it"] = fault => fault.AfterIsApplied().Answer(GoogleDriveServer.ErrorAnswer(403, "rateLimitExceeded")),
    };

    // Faults that may end the work, and then with an error and without a trace.
    private static readonly Dictionary<string, Action<WireFault>> Lasting = new()
    {
        ["empty answer"] = fault => fault.Answer(200),
        ["HTML"] = fault => fault.Answer(200, "<html>"),
        ["HTML after it"] = fault => fault.AfterIsApplied().Answer(200, "<html>"),
        ["404"] = fault => fault.Answer(GoogleDriveServer.ErrorAnswer(404, "notFound")),
        ["410"] = fault => fault.Answer(GoogleDriveServer.ErrorAnswer(410, "gone")),
        ["forbidden"] = fault => fault.Answer(GoogleDriveServer.ErrorAnswer(403, "forbidden")),
        ["quota"] = fault => fault.Answer(GoogleDriveServer.ErrorAnswer(403, "storageQuotaExceeded")),
        ["401"] = fault => fault.Answer(GoogleDriveServer.ErrorAnswer(401, "authError")),
        ["308 of nothing"] = fault => fault.Answer(308),
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> KindsOfRequests => [.. DriveRequest.Kinds.Keys];

    [Theory]
    [MemberData(nameof(KindsOfRequests))]
    public async Task Work_WithAFaultThatPasses_SucceedsOnce(string kind)
    {
        // The token endpoint knows no such reasons.
        IEnumerable<string> faults = Passing.Keys.Where(fault => kind != "token" || !fault.StartsWith("rate", StringComparison.Ordinal));

        int struck = await SweepAsync(kind, Passing.Where(pair => faults.Contains(pair.Key)), mustSucceed: true);

        Assert.InRange(struck, kind is "question" or "abandon" or "delete" ? 0 : 1, int.MaxValue);
    }

    [Theory]
    [MemberData(nameof(KindsOfRequests))]
    public async Task Work_WithAFaultThatLasts_LosesNothingAndDoublesNothing(string kind) =>
        await SweepAsync(kind, Lasting, mustSucceed: false);

    private static async Task<int> SweepAsync(string kind, IEnumerable<KeyValuePair<string, Action<WireFault>>> faults, bool mustSucceed)
    {
        int all = 0;
        foreach ((string fault, Action<WireFault> script) in faults)
        {
            // A call that nothing struck was not made: later ones were not, either.
            int struck = 1;
            for (int call = 1; call <= Calls && struck > 0; call++)
            {
                struck = await RunAsync(kind, call, script, mustSucceed, $"{kind}, call {call}: {fault}");
                all += struck;
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{all} faults at requests of the kind '{kind}'");
        return all;
    }

    private static async Task<int> RunAsync(string kind, int call, Action<WireFault> script, bool mustSucceed, string what)
    {
        await using DriveWorkshop workshop = await DriveWorkshop.OpenAsync();
        await workshop.Storage().PutAsync("kept", Kept);
        WireFault fault = workshop.Server.Wire.On(DriveRequest.Of(kind)).Call(call);
        script(fault);

        Exception? thrown = await Record.ExceptionAsync(() => WorkAsync(workshop.Storage()));

        workshop.Server.Wire.Heal();
        Assert.True(thrown is null or StorageException, $"{what}: {thrown}");
        Assert.True(!mustSucceed || thrown is null, $"{what}: {thrown}");
        GoogleDriveStorage storage = workshop.Storage();
        Assert.Equal(Kept, await storage.GetAsync("kept"));
        GoogleDriveFile[] files = [.. workshop.Files.Where(file => file.Name == "new")];
        Assert.True(files.Length <= (thrown is null ? 0 : 1), $"{what}: {files.Length} files; {thrown?.Message}");
        if (files.Length == 1)
        {
            // The upload had succeeded before something else failed, or its clean-up was what failed: then it is whole.
            Assert.Equal(Content, await storage.GetAsync("new"));
        }

        return fault.StruckCount;
    }

    /// <summary>Uploads, lists, reads and deletes: each kind of request is among it.</summary>
    private static async Task WorkAsync(GoogleDriveStorage storage)
    {
        await storage.PutAsync("new", Content);
        Assert.Contains("kept", await storage.NamesAsync());
        Assert.Equal(Content, await storage.GetAsync("new"));
        await storage.GetSpaceAsync(Token);
        DeleteOutcome outcome = Assert.Single(await storage.DeleteAsync(["new"], Token));
        _ = outcome.IsGone ? outcome : throw new StorageException("offsite", "new", outcome.Error ?? throw new InvalidOperationException(outcome.ToString()));
    }
}
