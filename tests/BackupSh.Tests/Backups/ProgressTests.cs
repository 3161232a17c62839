using BackupSh.Backups;
using BackupSh.Rotation;
using BackupSh.Tests.Fixtures;

namespace BackupSh.Tests.Backups;

/// <summary>Who is told how far a run is.</summary>
public sealed class ProgressTests
{
    [Fact]
    public async Task RunAsync_Progress_GoesThroughTheStagesAndNeverBack()
    {
        Reports reports = new();
        await using EngineFixture engine = new() { Job = job => job.Rotation.Daily = RotationRule.Limited(1) };

        await engine.RunAsync(new RunOptions { Progress = reports });

        Assert.Equal(
            [BackupStage.Preparing, BackupStage.Writing, BackupStage.Committing, BackupStage.Rotating],
            reports.All.Select(report => report.Stage).Distinct());
        Assert.Equal(reports.All.OrderBy(report => report.Stage).ThenBy(report => report.Bytes), reports.All);
        Assert.Equal(1000, reports.All.Last(report => report.Stage == BackupStage.Writing).Bytes);
    }

    [Fact]
    public async Task RunAsync_ProgressReceiverThrows_ChangesNothing()
    {
        await using EngineFixture engine = new();

        RunResult result = await engine.RunAsync(new RunOptions { Progress = new Throwing() });

        Assert.Equal(RunStatus.Succeeded, result.Status);
        Assert.Contains(engine.Logs.GetSnapshot(), record => record.Id.Id == 16);
    }

    private sealed class Reports : IProgress<BackupProgress>
    {
        public List<BackupProgress> All { get; } = [];

        public void Report(BackupProgress value) => All.Add(value);
    }

    private sealed class Throwing : IProgress<BackupProgress>
    {
        public void Report(BackupProgress value) => throw new InvalidOperationException("The window is closed.");
    }
}
