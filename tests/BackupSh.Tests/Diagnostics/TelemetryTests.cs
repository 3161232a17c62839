using System.Diagnostics;
using System.Diagnostics.Metrics;
using BackupSh.Backups;
using BackupSh.Testing;
using BackupSh.Tests.Fixtures;

namespace BackupSh.Tests.Diagnostics;

/// <summary>Names and tags as <c>docs/design.md</c> states them: they are part of the API.</summary>
public sealed class TelemetryTests : IAsyncDisposable
{
    // The listeners hear every test that runs at the same time: this job's name tells ours.
    private readonly string _job = "job-" + Guid.NewGuid().ToString("N");
    private readonly EngineFixture _engine = Seed.Engine();
    private readonly List<Activity> _activities = [];
    private readonly List<(string Instrument, string? Unit, double Value, Dictionary<string, object?> Tags)> _measurements = [];
    private readonly ActivityListener _activityListener;
    private readonly MeterListener _meterListener;

    public TelemetryTests()
    {
        _engine.JobName = _job;
        _activityListener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "BackupSh",
            Sample = static (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => Record(activity, activity.GetTagItem("backupsh.job")),
        };
        ActivitySource.AddActivityListener(_activityListener);
        _meterListener = new MeterListener
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Meter.Name == "BackupSh")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        _meterListener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Record(instrument, value, tags));
        _meterListener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Record(instrument, value, tags));
        _meterListener.Start();
    }

    public ValueTask DisposeAsync()
    {
        _activityListener.Dispose();
        _meterListener.Dispose();
        return _engine.DisposeAsync();
    }

    [Fact]
    public async Task RunAsync_Succeeds_IsOneActivityWithJobRunAndStatus()
    {
        RunResult result = await _engine.RunAsync();

        Activity activity = Assert.Single(_activities);
        Assert.Equal("backupsh.run", activity.OperationName);
        Assert.Equal(ActivityStatusCode.Ok, activity.Status);
        Assert.Equal(
            [("backupsh.job", _job), ("backupsh.run_id", result.RunId), ("backupsh.status", "Succeeded")],
            activity.TagObjects.Select(tag => (tag.Key, (string)tag.Value!)).Order());
    }

    [Fact]
    public async Task RunAsync_Succeeds_CountsTheRunItsBytesAndItsDuration()
    {
        _engine.Time.AutoAdvanceAmount = TimeSpan.FromSeconds(1);
        _engine.With("near", _engine.Memory).With("far", new InMemoryStorage());

        RunResult result = await _engine.RunAsync();

        Assert.Equal((1, "{run}", "Succeeded"), Only("backupsh.runs", "status"));
        Assert.Equal((result.Duration.TotalSeconds, "s", "Succeeded"), Only("backupsh.run.duration", "status"));
        Assert.True(result.Duration > TimeSpan.Zero);
        Assert.Equal(
            [("near", result.Backups[0].ArchiveBytes), ("far", result.Backups[0].ArchiveBytes)],
            Of("backupsh.archive.bytes").Select(measured => ((string)measured.Tags["storage"]!, (long)measured.Value)));
        Assert.All(_measurements, measured => Assert.Equal(2, measured.Tags.Count));
    }

    [Fact]
    public async Task RunAsync_OneStorageFails_CountsOnlyWhatIsCommitted()
    {
        _engine.With("near", _engine.Memory).With("far", new FaultyStorage(new InMemoryStorage()).On(StorageOperation.Upload).Fail());

        await _engine.RunAsync();

        Assert.Equal("PartiallySucceeded", Only("backupsh.runs", "status").Tag);
        Assert.Equal("near", Only("backupsh.archive.bytes", "storage").Tag);
        Assert.Equal(ActivityStatusCode.Error, Assert.Single(_activities).Status);
    }

    [Fact]
    public async Task RunAsync_Fails_IsCountedAsFailed()
    {
        _engine.Source = new FakeSource { FailAtByte = 10 };

        await _engine.RunAsync();

        Assert.Equal("Failed", Only("backupsh.runs", "status").Tag);
        Assert.Empty(Of("backupsh.archive.bytes"));
        Assert.Equal("Failed", Assert.Single(_activities).GetTagItem("backupsh.status"));
    }

    [Fact]
    public async Task RunAsync_Cancelled_IsCountedAsCancelledAndNoFailure()
    {
        using CancellationTokenSource source = new();
        _engine.Source = new FakeSource { Gate = new TaskCompletionSource().Task };
        Task run = _engine.Runner.RunAsync(_job, null, source.Token);
        await EngineFixture.UntilAsync(() => _engine.Observer.Events.Count > 0);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);

        Assert.Equal((1, "{run}", "Cancelled"), Only("backupsh.runs", "status"));
        Activity activity = Assert.Single(_activities);
        Assert.Equal("Cancelled", activity.GetTagItem("backupsh.status"));
        Assert.Equal(ActivityStatusCode.Unset, activity.Status);
        Assert.Null(Activity.Current);
    }

    private (double Value, string? Unit, string Tag) Only(string instrument, string tag)
    {
        var (_, unit, value, tags) = Assert.Single(Of(instrument));
        return (value, unit, (string)tags[tag]!);
    }

    private IEnumerable<(string Instrument, string? Unit, double Value, Dictionary<string, object?> Tags)> Of(string instrument) =>
        _measurements.Where(measured => measured.Instrument == instrument);

    private void Record(Activity activity, object? job)
    {
        if (_job.Equals(job))
        {
            _activities.Add(activity);
        }
    }

    private void Record(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        Dictionary<string, object?> known = new(tags.ToArray());
        if (_job.Equals(known["job"]))
        {
            _measurements.Add((instrument.Name, instrument.Unit, value, known));
        }
    }
}
