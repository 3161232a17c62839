using BackupSh.Backups;
using BackupSh.Rotation;
using BackupSh.Testing;
using BackupSh.Tests.Fixtures;
using Microsoft.Extensions.Time.Testing;

namespace BackupSh.Tests.Rotation;

/// <summary>A mass deletion needs somebody's consent, and its refusal harms no backup.</summary>
public sealed class RotationGuardTests
{
    // With the engine's clock: a storage whose clock differs is not rotated.
    private readonly InMemoryStorage _memory = new(new FakeTimeProvider(EngineFixture.Start));

    [Fact]
    public async Task RotateAsync_FirstRotationOfABigSeries_DeletesNothingWithoutConsent()
    {
        Put(60);
        await using EngineFixture engine = Engine();

        RotationResult refused = await RotateAsync(engine, RotateOptions.Default);

        Assert.Equal("BSH0560", refused.Error?.Code);
        Assert.True(refused.Plan!.NeedsConsent);
        Assert.Contains(refused.Plan.Warnings, warning => warning.Code == "BSH0057");
        Assert.Empty(refused.Deleted);
        Assert.Equal(120, _memory.Names.Count);
    }

    [Fact]
    public async Task RotateAsync_WithConsent_DeletesAndNeedsNoneAfterwards()
    {
        Put(60);
        await using EngineFixture engine = Engine();

        RotationResult allowed = await RotateAsync(engine, new RotateOptions { AllowMassDeletion = true });
        RotationResult again = await RotateAsync(engine, RotateOptions.Default);

        Assert.Null(allowed.Error);
        Assert.Equal(57, allowed.Deleted.Count);
        Assert.Null(again.Error);
        Assert.False(again.Plan!.NeedsConsent);
    }

    [Fact]
    public async Task RotateAsync_DryRun_SaysThatConsentIsNeededAndIsNoFailure()
    {
        Put(60);
        await using EngineFixture engine = Engine();

        RotationResult dry = await RotateAsync(engine, new RotateOptions { DryRun = true });

        Assert.Null(dry.Error);
        Assert.True(dry.Plan!.NeedsConsent);
    }

    [Fact]
    public async Task RunAsync_GuardTrips_TheBackupStandsAndTheResultSaysWhy()
    {
        Put(60);
        await using EngineFixture engine = Engine();

        RunResult run = await engine.Runner.RunAsync("job", cancellationToken: TestContext.Current.CancellationToken);

        StorageOutcome outcome = Assert.Single(Assert.Single(run.Backups).Outcomes);
        Assert.Equal(RunStatus.Succeeded, run.Status);
        Assert.True(outcome.IsCommitted);
        Assert.Equal("BSH0560", outcome.Rotation!.Error?.Code);
        Assert.Empty(outcome.Rotation.Deleted);
    }

    [Fact]
    public async Task RotateAsync_SteadyState_NeverNeedsConsent()
    {
        Put(3);
        await using EngineFixture engine = Engine();
        foreach (int days in Enumerable.Range(1, 20))
        {
            _memory.PutBackup(-days / 100.0);

            Assert.Null((await RotateAsync(engine, RotateOptions.Default)).Error);
        }
    }

    [Theory]
    [InlineData(11, 10, false)] // few, whatever their share
    [InlineData(60, 99, false)] // a share that is allowed, however many
    [InlineData(60, 50, true)]
    public async Task RotateAsync_BothBounds_HaveToBeExceeded(int backups, int percent, bool needsConsent)
    {
        Put(backups);
        await using EngineFixture engine = Engine();
        engine.Job += job => job.Rotation.GuardPercent = percent;
        engine.Job += job => job.Rotation.GuardCount = 10;

        Assert.Equal(needsConsent, (await RotateAsync(engine, new RotateOptions { DryRun = true })).Plan!.NeedsConsent);
    }

    private EngineFixture Engine()
    {
        EngineFixture engine = Seed.Engine().With("memory", _memory);
        engine.Job = job => job.Rotation.Daily = RotationRule.Limited(3);
        return engine;
    }

    private void Put(int backups)
    {
        for (int days = 1; days <= backups; days++)
        {
            _memory.PutBackup(days);
        }
    }

    private static async Task<RotationResult> RotateAsync(EngineFixture engine, RotateOptions options) =>
        Assert.Single(await engine.Rotation.RotateAsync("job", options, TestContext.Current.CancellationToken));
}
