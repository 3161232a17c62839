using BackupSh.Backups;
using BackupSh.Catalog;
using BackupSh.Restore;
using BackupSh.Rotation;
using BackupSh.Sources;
using BackupSh.Testing;
using BackupSh.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace BackupSh.Tests.Faults;

/// <summary>Every call that a run makes of its storages fails once in every way, and the promises hold after each.</summary>
[Collection(nameof(FaultSweeps))]
public sealed class FaultSweepTests(ITestOutputHelper output)
{
    private const string NewBackup = "shop.2026-11-24_03-00-00";
    private const int EarlierDays = 5;
    private static readonly string[] MayBeRotated = [Earlier(2), Earlier(3), Earlier(5)];
    private static readonly byte[] Content = [.. Enumerable.Range(0, 3000).Select(i => (byte)(i * 7))];

    public static TheoryData<int, Fault> Cases()
    {
        TheoryData<int, Fault> cases = [];
        foreach (Fault fault in Enum.GetValues<Fault>())
        {
            cases.Add(1, fault);
            cases.Add(2, fault);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task RunAsync_FaultAtEachCall_KeepsEveryPromise(int storages, Fault fault)
    {
        SurvivingState before = await MakeStateAsync();
        int clean = await CountCallsAsync(before, storages);
        int points = 0;
        for (int at = 1; ; at++)
        {
            SweepCase one = new(before, storages, new Sweep(at, fault));
            await one.RunAsync();
            if (!one.Sweep.HasStruck)
            {
                break; // a run may make more calls after a fault than a clean one, and fewer: it ends when none is left
            }

            points++;
        }

        output.WriteLine($"{points} fault points: {fault} at each call of a run with {storages} storage(s)");
        Assert.True(points >= clean - 1, $"Only {points} of {clean} calls were struck.");
    }

    [Fact]
    public async Task RunAsync_WithoutFault_RotatesExactlyWhatThePolicySays()
    {
        SurvivingState before = await MakeStateAsync();
        SweepCase one = new(before, 2, Sweep.Nothing());

        await one.RunAsync();

        foreach (InMemoryStorage memory in one.Memories)
        {
            Assert.All(MayBeRotated, name => Assert.DoesNotContain(memory.Names, file => file.StartsWith(name, StringComparison.Ordinal)));
        }
    }

    private static string Earlier(int days) => $"shop.{EngineFixture.Start.AddDays(-days):yyyy-MM-dd_HH-mm-ss}";

    private static async Task<int> CountCallsAsync(SurvivingState before, int storages)
    {
        SweepCase one = new(before, storages, Sweep.Nothing());
        await one.RunAsync();
        return one.Sweep.Calls.Count;
    }

    // Five days of backups of ours, one of them pinned, one of another instance, one of the Awkhad modules, and what else lies about.
    private static async Task<SurvivingState> MakeStateAsync()
    {
        SurvivingState state = new();
        for (int days = EarlierDays; days >= 1; days--)
        {
            await AddAsync(state, EngineFixture.Start.AddDays(-days), "test");
        }

        await AddAsync(state, EngineFixture.Start.AddDays(-3).AddHours(1), "other");
        DateTimeOffset old = EngineFixture.Start.AddDays(-9);
        state.Add(Earlier(4) + ".pin", BackupPinFile.Write(new BackupPin("audit", null, "me")), old);
        state.Add("readme.txt", [1, 2, 3], old);
        state.Add("shop.2026-11-01_00-00-00.bin", [4, 5], old);
        return state;
    }

    private static async Task AddAsync(SurvivingState state, DateTimeOffset time, string instance)
    {
        await using EngineFixture engine = Engine(new FakeTimeProvider(time), instance);
        (await engine.RunAsync()).EnsureSucceeded();
        state.AddAll(engine.Memory, time);
    }

    private static EngineFixture Engine(FakeTimeProvider time, string instance) => new()
    {
        Time = time,
        Source = new FakeSource { Content = Content, Description = new SourceDescription("fake", "shop", "bin") { RestoreCommand = "> shop.bin" } },
        Configure = builder => builder.Configure(options => options.Instance = instance),
        Job = job => job.Rotation.Daily = RotationRule.Limited(2),
    };

    /// <summary>One fault at one call, and what must hold after it and after the next run.</summary>
    private sealed class SweepCase(SurvivingState before, int storages, Sweep sweep)
    {
        private readonly FakeTimeProvider _time = new(EngineFixture.Start);

        public Sweep Sweep => sweep;

        public List<InMemoryStorage> Memories { get; } = [];

        private string Where => $"{sweep.Fault} at call {sweep.Calls.Count} of: {string.Join(" | ", sweep.Calls)}";

        public async Task RunAsync()
        {
            for (int i = 0; i < storages; i++)
            {
                Memories.Add(before.ToStorage(_time, $"storage{i}"));
            }

            RunResult? result = await RunWithFaultAsync();
            sweep.EndOfRun();
            await EngineFixture.UntilAsync(() => sweep.IsAtRest);
            await CheckAsync(result);
            _time.Advance(TimeSpan.FromDays(1));
            await CheckNextRunAsync();
        }

        private async Task<RunResult?> RunWithFaultAsync()
        {
            await using EngineFixture engine = Engine(_time, "test");
            for (int i = 0; i < storages; i++)
            {
                engine.With($"storage{i}", new SweptStorage(Memories[i], sweep));
            }

            Task<RunResult> run = engine.Runner.RunAsync("job", null, sweep.Run.Token);
            while (!run.IsCompleted)
            {
                TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
                if (sweep.IsHanging)
                {
                    _time.Advance(TimeSpan.FromSeconds(1));
                }

                await Task.Yield();
            }

            try
            {
                return await run;
            }
            catch (OperationCanceledException) when (sweep.Run.IsCancellationRequested)
            {
                return null;
            }
        }

        private async Task CheckAsync(RunResult? result)
        {
            for (int i = 0; i < storages; i++)
            {
                StorageOutcome? outcome = result?.Backups[0].Outcomes.FirstOrDefault(outcome => outcome.Storage == $"storage{i}");
                bool committed = outcome is { IsCommitted: true };
                bool listed = await CheckBackupsAsync(Memories[i]);
                Assert.True(!committed || listed, "Success was told of a backup that is not listed. " + Where);
                Assert.True(committed || !listed || MayStandUntold, "A backup is listed that was told to have failed. " + Where);
                CheckEarlier(Memories[i], listed);
                CheckLeftovers(Memories[i], listed);
            }
        }

        // When nothing works any more, or an answer never comes, nobody can tell whether it was done.
        private bool MayStandUntold => sweep.Fault is Fault.Crash or Fault.CrashAfter or Fault.NeverAnswer or Fault.ApplyLate;

        // I1, I2: whatever is listed is whole, and the new one has the source's content.
        private async Task<bool> CheckBackupsAsync(InMemoryStorage memory)
        {
            await using EngineFixture engine = Engine(_time, "test").With("only", memory);
            List<BackupEntry> entries = await engine.ListAsync();
            foreach (BackupEntry entry in entries)
            {
                VerificationResult verified = await engine.Verifier.VerifyCopyAsync(entry, null, TestContext.Current.CancellationToken);
                Assert.True(verified.Status == VerificationStatus.Verified, $"{entry.Name} is {verified.Status}: {verified.Error}. {Where}");
            }

            foreach (string info in memory.Names.Where(name => name.EndsWith(".info", StringComparison.Ordinal)))
            {
                Assert.True(entries.Exists(entry => info == entry.Name + ".info"), $"{info} promises what is not there. {Where}");
            }

            BackupEntry? made = entries.Find(entry => entry.Name.ToString() == NewBackup);
            if (made is null)
            {
                return false;
            }

            using MemoryStream content = new();
            await engine.Restorer.DownloadAsync(NewBackup, content, decrypt: true, cancellationToken: TestContext.Current.CancellationToken);
            Assert.Equal(Content, content.ToArray());
            return true;
        }

        // I4, I5: nothing of before is altered; what is gone was to be rotated, and for a new backup that stands.
        private void CheckEarlier(InMemoryStorage memory, bool newIsListed)
        {
            foreach (string name in before.Names)
            {
                if (memory.Contains(name))
                {
                    Assert.True(before[name].AsSpan().SequenceEqual(memory.GetContent(name)), $"{name} was altered. {Where}");
                    continue;
                }

                Assert.True(Array.Exists(MayBeRotated, rotated => name.StartsWith(rotated, StringComparison.Ordinal)), $"{name} was deleted. {Where}");
                Assert.True(newIsListed, $"{name} was deleted without a new backup. {Where}");
            }
        }

        // I6: what is left over is of this run only, little, and none of it looks like a backup.
        private void CheckLeftovers(InMemoryStorage memory, bool newIsListed)
        {
            string[] left = [.. memory.Names.Except(before.Names, StringComparer.Ordinal)];
            Assert.All(left, name => Assert.StartsWith(NewBackup, name, StringComparison.Ordinal));
            Assert.True(left.Length <= (newIsListed ? 3 : 2), $"Left over: {string.Join(", ", left)}. {Where}");
            Assert.True(newIsListed || !Array.Exists(left, name => name.EndsWith(".info", StringComparison.Ordinal)), Where);
        }

        // I14: the next run needs nobody's hand.
        private async Task CheckNextRunAsync()
        {
            await using EngineFixture engine = Engine(_time, "test");
            for (int i = 0; i < storages; i++)
            {
                engine.With($"storage{i}", Memories[i]);
            }

            RunResult next = await engine.RunAsync();
            Assert.True(next.Status == RunStatus.Succeeded, $"The next run: {next.Status} {next.Backups[0].Error}. {Where}");
            Assert.All(next.Backups[0].Outcomes, outcome => Assert.Null(outcome.Rotation?.Error));
            foreach (InMemoryStorage memory in Memories)
            {
                await CheckBackupsAsync(memory);
                Assert.DoesNotContain(memory.Names, name => name.EndsWith(".claim", StringComparison.Ordinal));
                Assert.All(before.Names.Where(IsKept), name => Assert.True(memory.Contains(name), $"{name} is lost after the next run. {Where}"));
            }
        }

        private static bool IsKept(string name) =>
            !Array.Exists([.. MayBeRotated, Earlier(1)], rotated => name.StartsWith(rotated, StringComparison.Ordinal));
    }
}
