using System.Security.Cryptography;
using BackupSh.Backups;
using BackupSh.Options;
using BackupSh.Sources;
using BackupSh.Storage;
using BackupSh.Testing;
using BackupSh.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;

namespace BackupSh.Tests.Backups;

/// <summary>One storage of several fails, hangs or lies: the others have their backup all the same.</summary>
public sealed class FanOutTests : IAsyncDisposable
{
    private const int SizeBytes = 3 * 1024 * 1024;
    private const string Archive = "shop.2026-11-24_03-00-00.bin";
    private const string Info = "shop.2026-11-24_03-00-00.info";

    // Random, so that no compression shrinks it, and uncompressed, so that a byte's place is the archive's.
    private readonly byte[] _content = RandomNumberGenerator.GetBytes(SizeBytes);
    private readonly EngineFixture _engine;
    private readonly InMemoryStorage _first;
    private readonly InMemoryStorage _second;
    private readonly InMemoryStorage _badMemory;
    private readonly FaultyStorage _bad;

    public FanOutTests()
    {
        _engine = new EngineFixture { Source = Source(), Job = job => job.Compression.Algorithm = CompressionAlgorithm.None };
        _first = new InMemoryStorage(_engine.Time);
        _second = new InMemoryStorage(_engine.Time);
        _badMemory = new InMemoryStorage(_engine.Time);
        _bad = new FaultyStorage(_badMemory);
        _engine.With("first", _first).With("bad", _bad).With("second", _second);
    }

    public static TheoryData<long> Positions() =>
        [0, 1, 64 * 1024, (1024 * 1024) - 1, 1024 * 1024, (1024 * 1024) + 1, SizeBytes / 2, SizeBytes - 1, SizeBytes];

    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    [Theory]
    [MemberData(nameof(Positions))]
    public async Task RunAsync_OneStorageFailsAtAByte_OthersCommit(long position)
    {
        _bad.On(StorageOperation.Upload).Named(Archive).AtByte(position).FailTransiently();

        RunResult result = await _engine.RunAsync();

        Assert.Equal(RunStatus.PartiallySucceeded, result.Status);
        AssertOthersCommitted(result);
        Assert.Equal("BSH0250", OutcomeOf(result, "bad").Error!.Code);
        Assert.Empty(_badMemory.Names);
    }

    [Theory]
    [InlineData("All", RunStatus.PartiallySucceeded)]
    [InlineData("AtLeast:3", RunStatus.PartiallySucceeded)]
    [InlineData("AtLeast:2", RunStatus.Succeeded)]
    [InlineData("Primary", RunStatus.Succeeded)]
    public async Task RunAsync_OneStorageFails_StatusFollowsTheRuleAndOnlySuccessRotates(string rule, RunStatus expected)
    {
        _engine.Job = job =>
        {
            job.Success = SuccessRule.Parse(rule);
            job.Compression.Algorithm = CompressionAlgorithm.None;
            job.Rotation.Daily = BackupSh.Rotation.RotationRule.Limited(1);
        };
        _bad.On(StorageOperation.Upload).Named(Archive).Fail();

        RunResult result = await _engine.RunAsync();

        Assert.Equal(expected, result.Status);
        Assert.Equal(expected == RunStatus.Succeeded, OutcomeOf(result, "first").Rotation is not null);
        Assert.Null(OutcomeOf(result, "bad").Rotation);
    }

    [Fact]
    public async Task RunAsync_PrimaryFails_PrimaryRuleIsNotSatisfied()
    {
        await using EngineFixture engine = new() { Job = job => job.Success = SuccessRule.Primary };
        engine.With("primary", new FaultyStorage(engine.Memory).On(StorageOperation.Upload).Fail()).With("other", new InMemoryStorage(engine.Time));

        RunResult result = await engine.RunAsync();

        Assert.Equal(RunStatus.PartiallySucceeded, result.Status);
    }

    [Fact]
    public async Task RunAsync_EveryStorageFails_FailsWithEachCause()
    {
        await using EngineFixture engine = new();
        string[] names = ["one", "two"];
        foreach (string name in names)
        {
            StorageException cause = new(name, null, new BackupShError("BSH9" + name, name + " is broken", "Mend it."));
            engine.With(name, new FaultyStorage(new InMemoryStorage(engine.Time)).On(StorageOperation.Upload).Named(file => file.EndsWith(".zst", StringComparison.Ordinal)).Fail(cause));
        }

        RunResult result = await engine.RunAsync();

        Assert.Equal(RunStatus.Failed, result.Status);
        Assert.Equal(["BSH9one", "BSH9two"], result.Backups[0].Outcomes.Select(outcome => outcome.Error!.Code));
        BackupFailedException exception = Assert.Throws<BackupFailedException>(result.EnsureSucceeded);
        Assert.Contains("one is broken", exception.Message, StringComparison.Ordinal);
        Assert.Contains("two is broken", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(SizeBytes)]
    public async Task RunAsync_OneStorageHangs_IsLeftBehindAndOnlyThatOne(long position)
    {
        _bad.On(StorageOperation.Upload).Named(Archive).AtByte(position).Hang();
        MeteredSource source = new(Source());
        _engine.Source = source;
        Task<RunResult> run = _engine.RunAsync();
        await EngineFixture.UntilAsync(() => position == 0 ? source.IsHeldBack : _first.Contains(Archive) && _second.Contains(Archive));

        await _engine.PassStallTimeoutAsync();
        RunResult result = await run;

        AssertOthersCommitted(result);
        Assert.Equal("BSH0511", OutcomeOf(result, "bad").Error!.Code);
        Assert.Empty(_badMemory.Names);
    }

    [Fact]
    public async Task RunAsync_OneStorageIgnoresItsToken_IsLeftBehindAfterTheCleanupTime()
    {
        TaskCompletionSource never = new();
        StubbornStorage stubborn = new(_badMemory, never.Task, name => name == Archive);
        MeteredSource source = new(Source());
        await using EngineFixture engine = new() { Source = source, Job = job => job.Compression.Algorithm = CompressionAlgorithm.None };
        InMemoryStorage good = new(engine.Time);
        engine.With("good", good).With("bad", stubborn);
        Task<RunResult> run = engine.RunAsync();
        await EngineFixture.UntilAsync(() => stubborn.IsHolding && source.IsHeldBack);

        await engine.PassStallTimeoutAsync();
        await engine.PassCleanupTimeoutAsync();
        RunResult result = await run;

        Assert.True(OutcomeOf(result, "good").IsCommitted);
        Assert.Equal("BSH0511", OutcomeOf(result, "bad").Error!.Code);
        never.SetResult();
    }

    [Theory]
    [InlineData(StorageOperation.List, "shop.2026-11-24_03-00-00.")]
    [InlineData(StorageOperation.Upload, "shop.2026-11-24_03-00-00.claim")]
    [InlineData(StorageOperation.Upload, Info)]
    public async Task RunAsync_OneStorageHangsInASmallRequest_OthersCommit(StorageOperation operation, string name)
    {
        _bad.On(operation).Named(name).Hang();
        Task<RunResult> run = _engine.RunAsync();
        await EngineFixture.UntilAsync(() => IsCalled($"{operation} {name}"));
        if (name == Info)
        {
            await EngineFixture.UntilAsync(() => _first.Contains(Info) && _second.Contains(Info));
        }

        // Until the run goes on without it: nobody else's time runs out.
        await _engine.PassTimeUntilAsync(() => name == Info ? IsCalled("OpenRead " + Info) : _first.Names.Count > 0);
        RunResult result = await run;

        AssertOthersCommitted(result);
        Assert.Equal("BSH0511", OutcomeOf(result, "bad").Error!.Code);
        Assert.DoesNotContain(Info, _badMemory.Names);
    }

    [Fact]
    public async Task RunAsync_StorageStopsReadingEarlyAndSaysSuccess_IsNotBelieved()
    {
        _bad.On(StorageOperation.Upload).Named(Archive).AtByte(1000).Truncate();

        RunResult result = await _engine.RunAsync();

        AssertOthersCommitted(result);
        Assert.Equal("BSH0512", OutcomeOf(result, "bad").Error!.Code);
        Assert.Empty(_badMemory.Names);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(SizeBytes / 2)]
    [InlineData(SizeBytes)]
    public async Task RunAsync_SourceFails_NoUploadEndsWellAndNothingStays(long position)
    {
        _engine.Source = Source(failAtByte: position);

        RunResult result = await _engine.RunAsync();

        Assert.Equal(RunStatus.Failed, result.Status);
        Assert.Equal("BSH0253", result.Backups[0].Error!.Code);
        Assert.Empty(_first.Names);
        Assert.Empty(_second.Names);
        Assert.Empty(_badMemory.Names);
    }

    [Fact]
    public async Task RunAsync_SourceFails_EveryUploadReadsTheFailureInsteadOfAnEnd()
    {
        ReadingStorage reading = new(new InMemoryStorage());
        await using EngineFixture engine = new() { Source = Source(failAtByte: 100_000) };
        engine.With("reading", reading);

        await engine.RunAsync();

        Assert.IsType<BackupSourceException>(reading.Failure);
    }

    [Fact]
    public async Task RunAsync_SourceSwallowsAFailedWrite_MakesNoBackup()
    {
        await using EngineFixture engine = new() { Source = new SwallowingSource(), Configure = builder => builder.AddEncryptor("broken", _ => new FailingEncryptor()) };
        engine.Job = job => job.Encryption.Encryptor = "broken";

        RunResult result = await engine.RunAsync();

        Assert.Equal(RunStatus.Failed, result.Status);
        Assert.Empty(engine.Memory.Names);
    }

    [Fact]
    public async Task RunAsync_SourceSwallowsThatNoStorageIsLeft_TellsTheStoragesCause()
    {
        await using EngineFixture engine = new() { Source = new SwallowingSource() };
        engine.With("bad", new FaultyStorage(engine.Memory).On(StorageOperation.Upload).Named(name => name.EndsWith(".zst", StringComparison.Ordinal)).Fail());

        RunResult result = await engine.RunAsync();

        Assert.Equal(RunStatus.Failed, result.Status);
        Assert.Equal("BSH0250", result.Backups[0].Outcomes[0].Error!.Code);
        Assert.Empty(engine.Memory.Names);
    }

    [Fact]
    public async Task RunAsync_SlowStorage_HoldsTheSourceBackWithinAFewMebibytes()
    {
        TaskCompletionSource gate = new();
        FakeSource source = new() { SizeBytes = 64L * 1024 * 1024, Description = new SourceDescription("fake", "shop", "bin") { RestoreCommand = "> x" } };
        MeteredSource metered = new(source);
        await using EngineFixture engine = new() { Source = metered, Job = job => job.Compression.Algorithm = CompressionAlgorithm.None };
        FaultyStorage slow = new FaultyStorage(engine.Memory).On(StorageOperation.Upload).Named(Archive).AtByte(100_000).WaitFor(gate.Task);
        engine.With("slow", slow).With("fast", new InMemoryStorage(engine.Time));
        Task<RunResult> run = engine.RunAsync();

        await EngineFixture.UntilAsync(() => metered.IsHeldBack);
        long held = metered.Written;
        gate.SetResult();

        Assert.Equal(RunStatus.Succeeded, (await run).Status);
        Assert.InRange(held, 100_000, 4 * 1024 * 1024);
    }

    private FakeSource Source(long? failAtByte = null) => new()
    {
        Content = _content,
        FailAtByte = failAtByte,
        Description = new SourceDescription("fake", "shop", "bin") { RestoreCommand = "> shop.bin" },
    };

    private static StorageOutcome OutcomeOf(RunResult result, string storage) => result.Backups[0].Outcomes.Single(outcome => outcome.Storage == storage);

    private bool IsCalled(string call) => _bad.Calls.Any(made => made.ToString() == call);

    private void AssertOthersCommitted(RunResult result)
    {
        foreach ((string name, InMemoryStorage storage) in new[] { ("first", _first), ("second", _second) })
        {
            Assert.True(OutcomeOf(result, name).IsCommitted, $"{name}: {OutcomeOf(result, name).Error}");
            Assert.Equal([Archive, Info], storage.Names);
            Assert.Equal(_content, storage.GetContent(Archive));
        }

        Assert.False(OutcomeOf(result, "bad").IsCommitted);
    }
}
