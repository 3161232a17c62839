using BackupSh.Backups;
using BackupSh.Catalog;
using BackupSh.Restore;
using BackupSh.Testing;
using BackupSh.Tests.Fixtures;
using Microsoft.Extensions.Time.Testing;

namespace BackupSh.Tests.Faults;

/// <summary>Every call that a run makes to heal a storage fails once in every way: the run succeeds, and nothing is listed that is not whole.</summary>
[Collection(nameof(FaultSweeps))]
public sealed class HealingSweepTests(ITestOutputHelper output)
{
    private static readonly BackupName New = Seed.Name(0);
    private static readonly BackupName Missed = Seed.Name(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<Fault> Cases() => [.. Enum.GetValues<Fault>()];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task RunAsync_FaultAtEachCallOfAHealing_KeepsEveryPromise(Fault fault)
    {
        SurvivingState before = await MakeStateAsync();
        SweepCase clean = new(before, Sweep.Nothing());
        await clean.RunAsync();
        int first = clean.Sweep.Calls.ToList().IndexOf("list shop.") + 1; // until then the run makes its own backup
        int points = 0;
        for (int at = first; ; at++)
        {
            SweepCase one = new(before, new Sweep(at, fault));
            await one.RunAsync();
            if (!one.Sweep.HasStruck)
            {
                break;
            }

            points++;
        }

        output.WriteLine($"{points} fault points: {fault} at each call after the run's own backup");
        Assert.InRange(points, clean.Sweep.Calls.Count - first, int.MaxValue);
    }

    private static async Task<SurvivingState> MakeStateAsync()
    {
        SurvivingState state = new();
        await using EngineFixture engine = Engine(new FakeTimeProvider(Missed.Time));
        (await engine.RunAsync()).EnsureSucceeded();
        state.AddAll(engine.Memory, Missed.Time);
        return state;
    }

    private static EngineFixture Engine(FakeTimeProvider time)
    {
        EngineFixture seed = Seed.Engine();
        return new EngineFixture { Time = time, Source = seed.Source, Configure = seed.Configure };
    }

    private sealed class SweepCase
    {
        private readonly FakeTimeProvider _time = new(EngineFixture.Start);
        private readonly SurvivingState _before;
        private readonly InMemoryStorage _near;
        private readonly InMemoryStorage _far;

        public SweepCase(SurvivingState before, Sweep sweep)
        {
            (_before, Sweep) = (before, sweep);
            _near = before.ToStorage(_time, "near");
            _far = new InMemoryStorage(_time) { Name = "far" };
        }

        public Sweep Sweep { get; }

        // When nothing works any more, or an answer never comes, something of the copy may stay, and it is not overwritten.
        private bool MayLeaveSomething => Sweep.Fault is Fault.Crash or Fault.CrashAfter or Fault.NeverAnswer or Fault.ApplyLate;

        private string Where => $"{Sweep.Fault} at call {Sweep.Calls.Count} of: {string.Join(" | ", Sweep.Calls)}";

        public async Task RunAsync()
        {
            StorageOutcome far = OutcomeOf(await RunWithFaultAsync());
            Sweep.EndOfRun();
            await EngineFixture.UntilAsync(() => Sweep.IsAtRest);
            bool told = far.Healed.Any(healed => healed.Error is null);
            Assert.True(!told || (await CheckAsync(_far)).Contains(Missed), "A copy was told that is not listed. " + Where);
            await CheckAsync(_near);
            await CheckNextRunAsync();
        }

        private async Task<RunResult> RunWithFaultAsync()
        {
            await using EngineFixture engine = Engine(_time).With("near", new SweptStorage(_near, Sweep)).With("far", new SweptStorage(_far, Sweep));
            Task<RunResult> run = engine.Runner.RunAsync("job", null, Sweep.Run.Token);
            while (!run.IsCompleted)
            {
                Token.ThrowIfCancellationRequested();
                if (Sweep.IsHanging || Sweep.IsHangingIn($"read {Seed.Archive(Missed)}"))
                {
                    _time.Advance(TimeSpan.FromSeconds(1));
                }

                await Task.Yield();
            }

            return await run;
        }

        private StorageOutcome OutcomeOf(RunResult result)
        {
            Assert.True(result.Status == RunStatus.Succeeded, $"The run: {result.Status}. {Where}");
            return result.Backups[0].Outcomes.Single(outcome => outcome.Storage == "far");
        }

        private async Task<IReadOnlyList<BackupName>> CheckAsync(InMemoryStorage memory)
        {
            await using EngineFixture engine = Engine(_time).With("only", memory);
            List<BackupEntry> entries = await engine.ListAsync();
            foreach (BackupEntry entry in entries)
            {
                VerificationResult verified = await engine.Verifier.VerifyCopyAsync(entry, null, Token);
                Assert.True(verified.Status == VerificationStatus.Verified, $"{entry.Name} is {verified.Status}: {verified.Error}. {Where}");
            }

            Assert.All(memory.Names, name => Assert.True(Owns(New, name) || Owns(Missed, name), $"{name}. {Where}"));
            Assert.All(_before.Names, name => Assert.Equal(_before[name], _near.GetContent(name)));
            Assert.True(entries.Exists(entry => entry.Name == New), "The run's own backup is not listed. " + Where);
            return [.. entries.Select(entry => entry.Name)];
        }

        // What one run could not copy, the next one does.
        private async Task CheckNextRunAsync()
        {
            _time.Advance(TimeSpan.FromDays(2));
            await using EngineFixture engine = Engine(_time).With("near", _near).With("far", _far);

            OutcomeOf(await engine.RunAsync());

            List<BackupEntry> entries = await engine.ListAsync();
            Assert.True(MayLeaveSomething || entries.Count(entry => entry.Name == Missed) == 2, "It is not healed by the next run. " + Where);
            Assert.True(MayLeaveSomething || _near.Names.SequenceEqual(_far.Names), $"{string.Join(", ", _far.Names)}. {Where}");
        }

        private static bool Owns(BackupName name, string file) => file.StartsWith(name + ".", StringComparison.Ordinal);
    }
}
