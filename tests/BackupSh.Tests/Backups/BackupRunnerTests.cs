using BackupSh.Backups;
using BackupSh.Catalog;
using BackupSh.Events;
using BackupSh.Restore;
using BackupSh.Sources;
using BackupSh.Testing;
using BackupSh.Tests.Fixtures;

namespace BackupSh.Tests.Backups;

public sealed class BackupRunnerTests
{
    [Fact]
    public async Task RunAsync_OneStorage_CommitsArchiveAndInfo()
    {
        await using EngineFixture engine = new();

        RunResult result = await engine.RunAsync();

        Assert.Equal(RunStatus.Succeeded, result.Status);
        Assert.Equal(["shop.2026-11-24_03-00-00.bin.zst", "shop.2026-11-24_03-00-00.info"], engine.Memory.Names);
        BackupEntry entry = Assert.Single(await engine.ListAsync());
        Assert.Equal(BackupHealth.Complete, entry.Health);
        Assert.Equal(1000, entry.Info.Details!.PlaintextBytes);
    }

    [Fact]
    public async Task RunAsync_Encrypted_RestoresTheSameContent()
    {
        FakeSource source = new() { SizeBytes = 300_000, Description = new SourceDescription("fake", "shop", "bin") { RestoreCommand = "> shop.bin" } };
        await using EngineFixture engine = new() { Source = source, Job = job => job.Encryption.Passphrase = "correct horse" };

        (await engine.RunAsync()).EnsureSucceeded();
        RestoreResult restored = await engine.Restorer.RestoreAsync("latest:shop", new RestoreOptions { Target = "copy" }, TestContext.Current.CancellationToken);

        Assert.Equal(300_000, restored.PlaintextBytes);
        using MemoryStream original = new();
        await source.WriteToAsync(original, new SourceRequest { RunId = "r" }, TestContext.Current.CancellationToken);
        Assert.Equal(original.ToArray(), Assert.Single(source.Restores).Content.ToArray());
    }

    [Fact]
    public async Task RunAsync_SourceFailsInTheMiddle_LeavesNothing()
    {
        await using EngineFixture engine = new() { Source = new FakeSource { SizeBytes = 5_000_000, FailAtByte = 3_000_000 } };

        RunResult result = await engine.RunAsync();

        Assert.Equal(RunStatus.Failed, result.Status);
        Assert.NotNull(Assert.Single(result.Backups).Error);
        Assert.Empty(engine.Memory.Names);
        Assert.Contains(engine.Observer.Events, backupEvent => backupEvent is BackupFailed);
    }

    [Theory]
    [InlineData("a b", "value")]
    [InlineData("", "value")]
    [InlineData("key", "two\nlines")]
    public async Task RunAsync_LabelThatNoInfoFileHolds_IsRefusedBeforeTheDump(string key, string value)
    {
        await using EngineFixture engine = new();
        RunOptions options = new() { Labels = new Dictionary<string, string> { [key] = value } };

        await Assert.ThrowsAsync<ArgumentException>(() => engine.RunAsync(options));

        Assert.Empty(engine.Memory.Names);
    }

    [Fact]
    public async Task RunAsync_LabelsOfJobAndRun_MeetInTheInfoFileAndTheRunsWin()
    {
        await using EngineFixture engine = new()
        {
            Job = job => job.Labels = new Dictionary<string, string> { ["env"] = "test", ["team"] = "ops" },
        };

        await engine.RunAsync(new RunOptions { Labels = new Dictionary<string, string> { ["ENV"] = "live" } });

        BackupEntry entry = Assert.Single(await engine.ListAsync());
        Assert.Equal(2, entry.Info.Details!.Labels.Count);
        Assert.Equal("live", entry.Info.Details.Labels.Single(label => label.Key.Equals("env", StringComparison.OrdinalIgnoreCase)).Value);
    }

    [Fact]
    public async Task RunAsync_OneStorage_ChecksTheArchiveBeforeItWritesTheInfoFile()
    {
        await using EngineFixture engine = new();
        FaultyStorage storage = new(engine.Memory);
        engine.With("disk", storage);

        (await engine.RunAsync()).EnsureSucceeded();

        List<string> calls = [.. storage.Calls.Select(call => call.ToString())];
        int stored = calls.IndexOf("Upload shop.2026-11-24_03-00-00.bin.zst");
        int looked = calls.IndexOf("List shop.2026-11-24_03-00-00.bin.zst");
        int committed = calls.IndexOf("Upload shop.2026-11-24_03-00-00.info");
        Assert.True(stored >= 0 && stored < looked && looked < committed, string.Join(", ", calls));
    }

    [Fact]
    public async Task RunAsync_StorageHoldsLessThanWasSent_WritesNoInfoFile()
    {
        await using EngineFixture engine = new();
        FaultyStorage storage = new(engine.Memory);
        storage.On(StorageOperation.List).Named("shop.2026-11-24_03-00-00.bin.zst").LieAboutObjects(found => found with { SizeBytes = found.SizeBytes - 1 });
        engine.With("disk", storage);

        RunResult result = await engine.RunAsync();

        Assert.Equal("BSH0514", Assert.Single(Assert.Single(result.Backups).Outcomes).Error?.Code);
        Assert.DoesNotContain(storage.Calls, call => call.ToString() == "Upload shop.2026-11-24_03-00-00.info");
        Assert.Empty(engine.Memory.Names);
    }
}
