using System.Text.RegularExpressions;
using BackupSh.Backups;
using BackupSh.Catalog;
using BackupSh.Catalog.History;
using BackupSh.Restore;
using BackupSh.Rotation;
using BackupSh.Tests.Fixtures;
using BackupSh.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace BackupSh.Tests.Catalog.History;

public sealed partial class AuditTests : IAsyncDisposable
{
    private readonly EngineFixture _engine = Seed.Engine();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ListAuditAsync_RotationAfterARun_NamesJobRunBackupAndReason()
    {
        _engine.Job = job => job.Rotation.Daily = RotationRule.Limited(1);
        BackupName old = _engine.Memory.PutBackup(1);

        string runId = (await _engine.RunAsync()).RunId;

        AuditEntry entry = Assert.Single(await AuditAsync());
        Assert.Equal((AuditAct.Rotation, AuditOutcome.Done, "memory", "job", runId), (entry.Act, entry.Outcome, entry.Storage, entry.Job, entry.RunId));
        Assert.Equal([old.ToString()], entry.Names);
        Assert.Contains("daily", entry.Reason, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(($"{Environment.UserName}@{Environment.MachineName}", Seed.Instance), (entry.By, entry.Instance));
    }

    // The plan and the trail agree: what was deleted is what was recorded.
    [Fact]
    public async Task ListAuditAsync_RotationByHand_IsWhatThePlanDeletes()
    {
        _engine.Job = job => job.Rotation.Daily = RotationRule.Limited(2);
        Array.ForEach([1, 2, 3, 4, 5], day => _engine.Memory.PutBackup(day));
        RotateOptions options = new() { AllowMassDeletion = true };

        RotationResult result = Assert.Single(await _engine.Rotation.RotateAsync("job", options, Token));

        Assert.Equal(3, result.Deleted.Count);
        Assert.Equal(result.Plan!.Delete.Select(item => item.Candidate.Id).Order(), (await AuditAsync()).SelectMany(entry => entry.Names).Order());
    }

    [Fact]
    public async Task ListAuditAsync_DryRunOrSimulation_HasNothing()
    {
        _engine.Job = job => job.Rotation.Daily = RotationRule.Limited(1);
        Array.ForEach([1, 2, 3], day => _engine.Memory.PutBackup(day));

        await _engine.Rotation.RotateAsync("job", new RotateOptions { DryRun = true }, Token);

        Assert.Empty(await AuditAsync());
    }

    [Fact]
    public async Task ListAuditAsync_DeletedByName_HasIt()
    {
        BackupName name = _engine.Memory.PutBackup(1);

        await _engine.Catalog.DeleteAsync("memory", name.ToString(), Token);

        AuditEntry entry = Assert.Single(await AuditAsync());
        Assert.Equal((AuditAct.Delete, AuditOutcome.Done), (entry.Act, entry.Outcome));
        Assert.Equal([name.ToString()], entry.Names);
    }

    [Fact]
    public async Task ListAuditAsync_StorageKeepsTheFile_SaysRetained()
    {
        BackupName name = _engine.Memory.PutBackup(1);
        _engine.Memory.AllowsDelete = false;

        await _engine.Catalog.DeleteAsync("memory", name.ToString(), Token);

        Assert.Equal(AuditOutcome.Retained, Assert.Single(await AuditAsync()).Outcome);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ListAuditAsync_Restore_HasOneThatReplaces(bool replace)
    {
        string backup = (await _engine.RunAsync()).Backups[0].Name!;

        await _engine.Restorer.RestoreAsync(backup, new RestoreOptions { Target = "erp", Replace = replace }, Token);

        Assert.Equal(
            replace ? ["ReplaceTarget Done erp"] : [],
            (await AuditAsync()).Select(entry => $"{entry.Act} {entry.Outcome} {string.Join(' ', entry.Names)}"));
    }

    [Fact]
    public async Task DeleteAsync_TrailCannotBeWritten_DeletesNothing()
    {
        using DeafStore store = new();
        _engine.Configure = builder => builder.Configure(options => options.Instance = Seed.Instance).AddCatalog(store.Type);
        _engine.Job = job => job.Rotation.Daily = RotationRule.Limited(1);
        BackupName name = _engine.Memory.PutBackup(1);
        IReadOnlyList<string> before = _engine.Memory.Names;

        BackupShException exception = await Assert.ThrowsAsync<BackupShException>(() => _engine.Catalog.DeleteAsync("memory", name.ToString(), Token));
        RunStatusOf(await _engine.RunAsync(), out RotationResult rotation);

        Assert.Equal("BSH1102", exception.Code);
        Assert.Equal("BSH1102", rotation.Error?.Code);
        Assert.Subset(_engine.Memory.Names.ToHashSet(), before.ToHashSet());
    }

    // Whoever deletes files of a backup goes through BackupDeletion, which writes the trail. The others delete what is no backup.
    [Fact]
    public void DeletingRequests_InTheEngine_StandInKnownPlaces()
    {
        string[] known =
        [
            "Backups/BackupClaim.cs", "Backups/BackupCommit.cs", "Backups/BackupPipeline.cs", // a claim; an archive that was never committed
            "Catalog/BackupDeletion.cs", // the only one that deletes backups
            "Catalog/BackupPinning.cs", // a pin
            "Checks/RightsProbe.cs", "Checks/StorageProbe.cs", "Checks/StorageTrial.cs", // probes
            "Rotation/SeriesRotation.cs", // a stale claim
            "Storage/StorageRequests.cs",
        ];
        string engine = Path.Combine(Repository.Root, "src", "BackupSh");

        string[] found = [.. Directory.GetFiles(engine, "*.cs", SearchOption.AllDirectories)
            .Where(file => Deleting().IsMatch(File.ReadAllText(file)))
            .Select(file => Path.GetRelativePath(engine, file).Replace('\\', '/')).Order(StringComparer.Ordinal)];

        Assert.Equal(known, found);
    }

    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    private static void RunStatusOf(RunResult result, out RotationResult rotation)
    {
        Assert.Equal(RunStatus.Succeeded, result.Status);
        rotation = result.Backups[0].Outcomes[0].Rotation!;
    }

    private async Task<IReadOnlyList<AuditEntry>> AuditAsync() =>
        await _engine.Get<BackupHistory>().ListAuditAsync(cancellationToken: Token).ToListAsync(Token);

    [GeneratedRegex(@"(Requests|storage|Storage)\.Delete(Surely)?Async\(")]
    private static partial Regex Deleting();
}
