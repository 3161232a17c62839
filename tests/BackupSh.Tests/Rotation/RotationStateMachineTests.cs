using BackupSh.Backups;
using BackupSh.Catalog;
using BackupSh.Catalog.History;
using BackupSh.Catalog.Store;
using BackupSh.Rotation;
using BackupSh.Storage;
using BackupSh.Testing;
using BackupSh.Tests.Fixtures;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace BackupSh.Tests.Rotation;

/// <summary>A life of a series, step by step, beside a model that remembers everything that was ever added and never rotates
/// until it is asked what there should be.</summary>
[Collection(nameof(LongHistories))]
public sealed class RotationStateMachineTests
{
    private const int Histories = 1000;

    private enum Step
    {
        Add,
        AddLate,
        Prune,
        CrashDuringPrune,
        Pin,
        Unpin,
        Corrupt,
        Loosen,
        Tighten,
    }

    [Fact]
    public void Series_AfterAnyHistory_HoldsWhatOneRotationWouldHaveLeft() =>
        Prop.ForAll(Steps().ToArbitrary(), steps => new Life().Run(steps))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Histories).WithEndSize(60));

    // Each step with a number that says which backup, how much later, at which request.
    private static Gen<(Step Step, int Number)[]> Steps() =>
        (from step in Gen.Frequency(
            (6, Gen.Constant(Step.Add)), (3, Gen.Constant(Step.AddLate)), (3, Gen.Constant(Step.Prune)), (3, Gen.Constant(Step.CrashDuringPrune)),
            (1, Gen.Constant(Step.Pin)), (1, Gen.Constant(Step.Unpin)), (1, Gen.Constant(Step.Corrupt)), (1, Gen.Constant(Step.Loosen)), (1, Gen.Constant(Step.Tighten)))
         from number in Gen.Choose(0, 1000)
         select (step, number)).ArrayOf();

    private sealed class Life
    {
        private static readonly DateTimeOffset Start = EngineFixture.Start;

        private readonly FakeTimeProvider _time = new(Start);
        private readonly InMemoryStorage _storage = new();

        // What the model says is there. Rotations by a tight policy take from it for good; so it is thinned by the naive rule, too,
        // but only when the policy, a pin or a backup's health changes: in between it remembers all.
        private readonly SortedSet<DateTimeOffset> _remembered = [];
        private readonly HashSet<DateTimeOffset> _pinned = [];
        private readonly HashSet<DateTimeOffset> _damaged = [];
        private DateTimeOffset _newest = Start.AddYears(-3);
        private int _limit = 2;
        private bool _isPruned = true;

        internal bool Run((Step Step, int Number)[] steps)
        {
            foreach ((Step step, int number) in steps)
            {
                Do(step, number);
                if (step == Step.Prune && !Holds())
                {
                    return false;
                }
            }

            Prune(crashAt: null);
            return Holds();
        }

        private void Do(Step step, int number)
        {
            switch (step)
            {
                case Step.Add:
                    Add(_newest = _newest.AddHours(1 + (number % 40)));
                    break;
                case Step.AddLate:
                    Add(_newest.AddHours(-number));
                    break;
                case Step.Prune:
                    Prune(crashAt: null);
                    break;
                case Step.CrashDuringPrune:
                    Prune(crashAt: 1 + (number % 6));
                    break;
                default:
                    // What follows depends on what is there now, and on what is not any more.
                    Settle();
                    Change(step, number);
                    _isPruned = false;
                    break;
            }
        }

        private void Change(Step step, int number)
        {
            DateTimeOffset? any = _remembered.Count == 0 ? null : _remembered.ElementAt(number % _remembered.Count);
            if (step == Step.Loosen || step == Step.Tighten)
            {
                _limit = Math.Clamp(_limit + (step == Step.Loosen ? 1 : -1), 1, 5);
            }
            else if (any is { } time && step == Step.Pin && _pinned.Add(time))
            {
                _storage.PutPin(Name(time));
            }
            else if (any is { } pinned && step == Step.Unpin && _pinned.Remove(pinned))
            {
                _storage.Remove(Name(pinned).File("pin"));
            }
            else if (any is { } good && step == Step.Corrupt && _damaged.Add(good))
            {
                _storage.Remove(Seed.Archive(Name(good)));
                _storage.PutText(Seed.Archive(Name(good)), "cut");
            }
        }

        private void Add(DateTimeOffset time)
        {
            if (_remembered.Add(time))
            {
                _storage.PutBackup(Name(time)); // one that was deleted may come back, by an upload of another host
                _isPruned = false;
            }
        }

        private void Prune(int? crashAt)
        {
            IBackupStorage storage = _storage;
            if (crashAt is { } call)
            {
                FaultyStorage faulty = new(_storage);
                _ = faulty.On(StorageOperation.Delete).Call(call).Fail();
                storage = faulty;
            }

            RotateAsync(storage).GetAwaiter().GetResult();
            _isPruned |= crashAt is null;
        }

        private void Settle()
        {
            if (!_isPruned)
            {
                Prune(crashAt: null);
            }

            DateTimeOffset[] expected = Expected();
            _remembered.IntersectWith(expected);
        }

        private bool Holds() =>
            _storage.Names.Where(name => name.EndsWith(".info", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
                .SequenceEqual(Expected().Select(time => Name(time).File("info")).Order(StringComparer.Ordinal));

        // Pinned and damaged ones stay; of the others, the newest of the most recent hours, days and months.
        private DateTimeOffset[] Expected()
        {
            DateTimeOffset[] counted = [.. _remembered.Where(time => !_pinned.Contains(time) && !_damaged.Contains(time)).OrderDescending()];
            IEnumerable<DateTimeOffset> Of(Func<DateTimeOffset, object> period, int limit) => counted.GroupBy(period).Take(limit).Select(group => group.First());
            return [.. _remembered.Where(time => _pinned.Contains(time) || _damaged.Contains(time))
                .Concat(counted.Take(1))
                .Concat(Of(time => time.UtcTicks / TimeSpan.TicksPerHour, _limit))
                .Concat(Of(time => time.Date, _limit + 1))
                .Concat(Of(time => (time.Year, time.Month), 2))
                .Distinct()];
        }

        private static BackupName Name(DateTimeOffset time) => BackupName.Create("shop", time);

        private async Task RotateAsync(IBackupStorage storage)
        {
            Dictionary<RotationTier, RotationRule> rules = new()
            {
                [RotationTier.Hourly] = RotationRule.Limited(_limit),
                [RotationTier.Daily] = RotationRule.Limited(_limit + 1),
                [RotationTier.Monthly] = RotationRule.Limited(2),
            };
            StorageRequests requests = new("memory", storage, TimeSpan.FromMinutes(1), _time);
            SeriesReader reader = new("memory", requests, new InfoReader(), _time);
            using InMemoryCatalogStore store = new();
            BackupDeletion deletion = new(new AuditTrail(store, Seed.Instance, _time, NullLogger.Instance), new HistoryWriter(store, _time, NullLogger.Instance));
            SeriesRotation series = new(new StorageTarget("memory", "local", storage, requests), "shop", Seed.Instance, reader, deletion, _time);
            await series.RotateAsync(
                new RotationPolicy(rules), new RotateOptions { AllowMassDeletion = true }, witness: null, TestContext.Current.CancellationToken);
        }
    }
}
