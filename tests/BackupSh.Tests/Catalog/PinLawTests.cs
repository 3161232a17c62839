using BackupSh.Catalog;
using BackupSh.Storage;
using BackupSh.Testing;
using BackupSh.Tests.Fixtures;
using FsCheck;
using FsCheck.Fluent;

namespace BackupSh.Tests.Catalog;

/// <summary>Laws of pinning, over random histories and at every fault.</summary>
public sealed class PinLawTests
{
    private const int Days = 10;

    private static readonly BackupName Name = Seed.Name(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void History_OfPinsAndUnpins_IsTheLatestWish() =>
        Prop.ForAll(Gen.Choose(0, 8).Zip(Gen.Choose(1, Days)).ListOf().ToArbitrary(), static steps => FollowsAsync(steps).GetAwaiter().GetResult())
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Pin_AnyTexts_ComeBackFromTheList() =>
        Prop.ForAll<NonNull<string>, NonNull<string>>(static (reason, by) => ComesBackAsync(reason.Get, by.Get).GetAwaiter().GetResult())
            .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(StorageOperation.List)]
    [InlineData(StorageOperation.OpenRead)]
    [InlineData(StorageOperation.Upload)]
    [InlineData(StorageOperation.Delete)]
    public async Task PinAsync_AnyRequestFails_SaysPinnedOnlyIfItIs(StorageOperation operation)
    {
        for (int call = 1; call <= 6; call++)
        {
            foreach ((bool after, bool pinnedBefore) in new[] { (false, false), (true, false), (false, true), (true, true) })
            {
                InMemoryStorage memory = Memory(pinnedBefore);
                FaultyStorage faulty = new(memory);
                StorageFault fault = faulty.On(operation).Call(call);
                _ = (after ? fault.AfterIsApplied() : fault).Fail();

                PinStatus status = await StatusAsync(faulty, catalog => catalog.PinAsync(
                    Name.ToString(), new BackupPin("law", null, "test"), replace: true, cancellationToken: Token));

                bool holds = memory.Contains(Name.File("pin")) && BackupPinFile.Read(memory.GetContent(Name.File("pin"))).Reason == "law";
                Assert.True(holds || status == PinStatus.Failed, $"{operation} {call}, after {after}, pinned before {pinnedBefore}: {status}");
                Assert.Equal(2, memory.Names.Count(name => !name.EndsWith(".pin", StringComparison.Ordinal)));
            }
        }
    }

    [Theory]
    [InlineData(StorageOperation.List)]
    [InlineData(StorageOperation.OpenRead)]
    [InlineData(StorageOperation.Delete)]
    public async Task UnpinAsync_AnyRequestFails_SaysRemovedOnlyIfItIs(StorageOperation operation)
    {
        for (int call = 1; call <= 4; call++)
        {
            InMemoryStorage memory = Memory(pinned: true);
            FaultyStorage faulty = new FaultyStorage(memory).On(operation).Call(call).Fail();

            PinStatus status = await StatusAsync(faulty, catalog => catalog.UnpinAsync(Name.ToString(), cancellationToken: Token));

            Assert.True(status == PinStatus.Failed || !memory.Contains(Name.File("pin")), $"{operation} {call}: {status}");
        }
    }

    private static InMemoryStorage Memory(bool pinned)
    {
        InMemoryStorage memory = new();
        memory.PutBackup(Name);
        if (pinned)
        {
            memory.PutPin(Name);
        }

        return memory;
    }

    private static async Task<PinStatus> StatusAsync(IBackupStorage storage, Func<BackupCatalog, Task<IReadOnlyList<PinOutcome>>> act)
    {
        await using EngineFixture engine = Seed.Engine().With("memory", storage);
        try
        {
            return Assert.Single(await act(engine.Catalog)).Status;
        }
        catch (StorageException)
        {
            return PinStatus.Failed; // nobody could be asked
        }
    }

    // What: 0 to 3 pin for so many days, 4 and 5 pin by force, 6 unpins, 7 and 8 let so many days pass.
    private static async Task<bool> FollowsAsync(IEnumerable<(int What, int Days)> steps)
    {
        InMemoryStorage memory = Memory(pinned: false);
        await using EngineFixture engine = Seed.Engine().With("memory", memory);
        DateTimeOffset? end = null;
        foreach ((int what, int days) in steps)
        {
            DateTimeOffset now = engine.Time.GetUtcNow();
            bool held = end > now;
            DateTimeOffset until = now.AddDays(days);
            if (what < 6)
            {
                PinOutcome outcome = Assert.Single(await engine.Catalog.PinAsync(
                    Name.ToString(), new BackupPin("", until, ""), replace: what > 3, cancellationToken: Token));
                bool accepted = what > 3 || !held || until == end;
                Assert.Equal(accepted ? PinStatus.Pinned : PinStatus.Failed, outcome.Status);
                end = accepted ? until : end;
            }
            else if (what == 6)
            {
                PinStatus status = Assert.Single(await engine.Catalog.UnpinAsync(Name.ToString(), cancellationToken: Token)).Status;
                Assert.Equal(end is null ? PinStatus.NotPinned : PinStatus.Removed, status);
                end = null;
            }
            else
            {
                engine.Time.Advance(TimeSpan.FromDays(days));
            }

            BackupEntry entry = Assert.Single(await engine.ListAsync());
            Assert.Equal((end > engine.Time.GetUtcNow(), end), (entry.IsPinned, entry.Pin?.Until));
        }

        return true;
    }

    private static async Task<bool> ComesBackAsync(string reason, string by)
    {
        await using EngineFixture engine = Seed.Engine().With("memory", Memory(pinned: false));
        BackupPin pin = new(reason, null, by);
        await engine.Catalog.PinAsync(Name.ToString(), pin, cancellationToken: Token);
        return Assert.Single(await engine.ListAsync()).Pin == pin;
    }
}
