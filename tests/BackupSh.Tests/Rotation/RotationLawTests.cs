using BackupSh.Catalog;
using BackupSh.Rotation;
using BackupSh.Storage;
using BackupSh.Testing;
using BackupSh.Tests.Fixtures;
using FsCheck;
using FsCheck.Fluent;

namespace BackupSh.Tests.Rotation;

/// <summary>Laws of carrying a plan out, over random catalogs.</summary>
public sealed class RotationLawTests
{
    private enum Kind
    {
        Ours,
        Modules,
        Pinned,
        EndedPin,
        OtherInstance,
        Damaged,
        Orphan,
    }

    [Fact]
    public void RotateAsync_AfterACrashAnywhere_EndsInTheSetOfACleanRun() =>
        Prop.ForAll(
                Catalogs().Zip(Gen.Choose(1, 40)).Zip(Gen.Elements(false, true)).ToArbitrary(),
                static value => EndsInTheSameSetAsync(value.Item1.Item1, value.Item1.Item2, afterItIsDone: value.Item2).GetAwaiter().GetResult())
            .QuickCheckThrowOnFailure();

    [Fact]
    public void RotateAsync_ListingThatIsCutShort_DeletesNothingThatAWholeOneKeeps() =>
        Prop.ForAll(
                Catalogs().Zip(Gen.Choose(0, 40)).ToArbitrary(),
                static value => DeletesNoMoreAsync(value.Item1, value.Item2).GetAwaiter().GetResult())
            .QuickCheckThrowOnFailure();

    [Fact]
    public void RotateAsync_Always_TouchesOnlyWhatItSays() =>
        Prop.ForAll(Catalogs().ToArbitrary(), static catalog => TouchesOnlyWhatItSaysAsync(catalog).GetAwaiter().GetResult())
            .QuickCheckThrowOnFailure();

    private static async Task<bool> EndsInTheSameSetAsync(Dictionary<int, Kind> catalog, int crashAt, bool afterItIsDone)
    {
        InMemoryStorage clean = Memory(catalog);
        await RotateAsync(clean);
        InMemoryStorage crashed = Memory(catalog);
        FaultyStorage faulty = new(crashed);
        StorageFault fault = faulty.On(StorageOperation.Delete).Call(crashAt);
        _ = (afterItIsDone ? fault.AfterIsApplied() : fault).Fail();
        bool infoBeforeArchive = await RotateAsync(faulty) is not null && PromisesHold(crashed);

        RotationResult again = await RotateAsync(crashed);

        return infoBeforeArchive && again.Error is null && Infos(clean).SequenceEqual(Infos(crashed));
    }

    private static async Task<bool> DeletesNoMoreAsync(Dictionary<int, Kind> catalog, int entries)
    {
        InMemoryStorage whole = Memory(catalog);
        await RotateAsync(whole);
        InMemoryStorage cut = Memory(catalog);

        // In the order of names, as object stores list: what is missing is the newest.
        FaultyStorage faulty = new FaultyStorage(new SortedStorage(cut)).On(StorageOperation.List).Call(1).AtEntry(entries).Truncate();
        await RotateAsync(faulty);

        return Infos(whole).All(cut.Contains);
    }

    private static async Task<bool> TouchesOnlyWhatItSaysAsync(Dictionary<int, Kind> catalog)
    {
        InMemoryStorage memory = Memory(catalog);
        string[] before = [.. memory.Names];
        RotationResult result = await RotateAsync(memory);
        string[] gone = [.. before.Except(memory.Names, StringComparer.Ordinal)];
        return result.Error is null
            && gone.All(file => result.Deleted.Any(name => file.StartsWith(name + ".", StringComparison.Ordinal)))
            && result.Deleted.SequenceEqual(result.Plan!.Delete.Select(item => item.Candidate.Id).Reverse())
            && catalog.All(pair => pair.Value is Kind.Ours or Kind.Modules or Kind.EndedPin || !result.Deleted.Contains(Seed.Name(pair.Key / 4.0).ToString()));
    }

    private static bool PromisesHold(InMemoryStorage memory) => Infos(memory).All(
        info => memory.Names.Any(name => name != info && !name.EndsWith(".pin", StringComparison.Ordinal)
            && name.StartsWith(info[..^"info".Length], StringComparison.Ordinal)));

    private static IEnumerable<string> Infos(InMemoryStorage memory) => memory.Names.Where(name => name.EndsWith(".info", StringComparison.Ordinal));

    private static async Task<RotationResult> RotateAsync(IBackupStorage storage)
    {
        await using EngineFixture engine = Seed.Engine().With("memory", storage);
        engine.Job = job =>
        {
            job.Rotation.Hourly = RotationRule.Limited(2);
            job.Rotation.Daily = RotationRule.Limited(3);
            job.Rotation.Weekly = RotationRule.Limited(2);
            job.Rotation.GuardPercent = 100;
        };
        return Assert.Single(await engine.Rotation.RotateAsync("job", cancellationToken: TestContext.Current.CancellationToken));
    }

    // Four a day at most: several share a day, a week, and sometimes nothing.
    private static Gen<Dictionary<int, Kind>> Catalogs() =>
        from quarters in Gen.Choose(0, 120).ListOf()
        from kinds in Gen.Frequency((6, Gen.Constant(Kind.Ours)), (4, Gen.Elements(Enum.GetValues<Kind>()))).ListOf(quarters.Count)
        select quarters.Zip(kinds).DistinctBy(pair => pair.First).ToDictionary(pair => pair.First, pair => pair.Second);

    private static InMemoryStorage Memory(Dictionary<int, Kind> catalog)
    {
        InMemoryStorage memory = new();
        foreach ((int quarter, Kind kind) in catalog)
        {
            Put(memory, Seed.Name(quarter / 4.0), quarter / 4.0, kind);
        }

        return memory;
    }

    private static void Put(InMemoryStorage memory, BackupName name, double daysAgo, Kind kind)
    {
        switch (kind)
        {
            case Kind.Modules: memory.PutModulesBackup(daysAgo); break;
            case Kind.Orphan: memory.PutText(name.File("zip"), "no info file"); break;
            case Kind.OtherInstance: memory.PutBackup(name, details => details with { Instance = "other" }); break;
            case Kind.Damaged: memory.PutBackup(name, details => details with { ArchiveBytes = 1 }); break;
            default: memory.PutBackup(name); break;
        }

        if (kind is Kind.Pinned or Kind.EndedPin)
        {
            memory.PutPin(name, kind == Kind.Pinned ? null : EngineFixture.Start.AddSeconds(-1));
        }
    }
}
