using System.Diagnostics;
using System.Diagnostics.Metrics;
using BackupSh.Backups;
using BackupSh.Restore;
using BackupSh.Testing;
using BackupSh.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;

namespace BackupSh.Tests.Diagnostics;

/// <summary>What a run tells the world: traces, metrics, progress, and never a secret.</summary>
public sealed class TelemetryTests
{
    private const string Canary = "canary-8f3a1c-do-not-tell";

    [Theory]
    [InlineData(false, "Succeeded", ActivityStatusCode.Ok)]
    [InlineData(true, "Failed", ActivityStatusCode.Error)]
    public async Task RunAsync_AnyEnd_IsTracedAndCounted(bool fails, string status, ActivityStatusCode code)
    {
        string job = "traced-" + status;
        await using EngineFixture engine = new() { Source = new FakeSource { FailAtByte = fails ? 1 : null, Description = new BackupSh.Sources.SourceDescription("fake", "shop", "bin") { RestoreCommand = "> x" } } };
        engine.Configure = builder => builder.AddJob(job, options =>
        {
            options.Source = "shop";
            options.Storages = ["memory"];
        });
        using Listeners listeners = new(job);

        RunResult result = await engine.Runner.RunAsync(job, null, TestContext.Current.CancellationToken);

        Activity activity = Assert.Single(listeners.Activities);
        Assert.Equal("backupsh.run", activity.OperationName);
        Assert.Equal(result.RunId, activity.GetTagItem("backupsh.run_id"));
        Assert.Equal(status, activity.GetTagItem("backupsh.status"));
        Assert.Equal(code, activity.Status);
        Assert.Contains(("backupsh.runs", 1d, status), listeners.Measurements);
        Assert.Contains(listeners.Measurements, measured => measured.Name == "backupsh.run.duration");
        Assert.Equal(!fails, listeners.Measurements.Any(measured => measured.Name == "backupsh.archive.bytes" && measured.Value == result.Backups[0].ArchiveBytes));
    }

    [Fact]
    public async Task RunAsync_Cancelled_IsTracedAndCounted()
    {
        await using EngineFixture engine = new();
        engine.Configure = builder => builder.AddJob("cancelled", options =>
        {
            options.Source = "shop";
            options.Storages = ["memory"];
        });
        using Listeners listeners = new("cancelled");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => engine.Runner.RunAsync("cancelled", null, new CancellationToken(true)));

        Assert.Equal("Cancelled", Assert.Single(listeners.Activities).GetTagItem("backupsh.status"));
        Assert.Contains(("backupsh.runs", 1d, "Cancelled"), listeners.Measurements);
    }

    [Fact]
    public async Task RunAsync_Progress_GoesThroughTheStagesAndNeverBack()
    {
        Reports reports = new();
        await using EngineFixture engine = new() { Job = job => job.Rotation.Daily = BackupSh.Rotation.RotationRule.Limited(1) };

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

    [Theory]
    [InlineData("clean")]
    [InlineData("source")]
    [InlineData("storage")]
    [InlineData("commit")]
    [InlineData("wrong key")]
    [InlineData("damaged")]
    public async Task AnyEnd_Passphrase_IsToldToNobody(string scenario)
    {
        await using EngineFixture engine = new() { Job = job => job.Encryption.Passphrase = Canary };
        FaultyStorage storage = new(engine.Memory);
        engine.With("memory", storage);
        engine.Source = new FakeSource { FailAtByte = scenario == "source" ? 10 : null, Description = new BackupSh.Sources.SourceDescription("fake", "shop", "bin") { RestoreCommand = "> x" } };
        if (scenario is "storage" or "commit")
        {
            string end = scenario == "storage" ? ".enc" : ".info";
            storage.On(StorageOperation.Upload).Named(name => name.EndsWith(end, StringComparison.Ordinal)).Fail();
        }

        RunResult result = await engine.RunAsync();
        List<string> told = [result.ToString(), .. Texts(result), .. engine.Memory.Names.Where(name => name.EndsWith(".info", StringComparison.Ordinal)).Select(name => System.Text.Encoding.ASCII.GetString(engine.Memory.GetContent(name)))];
        told.Add((Record.Exception(result.EnsureSucceeded) ?? new InvalidOperationException("none")).ToString());
        if (scenario is "wrong key" or "damaged" or "clean")
        {
            await using EngineFixture reader = new() { Job = job => job.Encryption.Passphrase = scenario == "wrong key" ? Canary + "2" : Canary };
            string archive = engine.Memory.Names.Single(name => name.EndsWith(".enc", StringComparison.Ordinal));
            byte[] content = engine.Memory.GetContent(archive);
            content[^1] ^= (byte)(scenario == "damaged" ? 1 : 0);
            engine.Memory.Put(archive, content);
            reader.With("memory", engine.Memory);
            Exception? thrown = await Record.ExceptionAsync(() => reader.Restorer.RestoreAsync("latest:shop", new RestoreOptions { Target = "copy" }, TestContext.Current.CancellationToken));
            Assert.Equal(scenario == "clean", thrown is null);
            told.Add(thrown?.ToString() ?? "");
            told.AddRange((await reader.Verifier.VerifyAsync("latest:shop", cancellationToken: TestContext.Current.CancellationToken)).Select(verified => verified.ToString()));
            told.AddRange(Texts(reader));
        }

        told.AddRange(Texts(engine));
        Assert.True(told.Count > 4);
        Assert.All(told, text => Assert.DoesNotContain(Canary, text, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Texts(EngineFixture engine) =>
        engine.Logs.GetSnapshot().Select(record => $"{record.Message} {record.Exception} {string.Join(' ', record.StructuredState ?? [])}")
            .Concat(engine.Observer.Events.Select(happened => happened.ToString()));

    private static IEnumerable<string> Texts(RunResult result) =>
        result.Backups.SelectMany(backup => backup.Outcomes.Select(outcome => $"{outcome} {outcome.Error}").Append($"{backup} {backup.Error}"));

    private sealed class Reports : IProgress<BackupProgress>
    {
        public List<BackupProgress> All { get; } = [];

        public void Report(BackupProgress value) => All.Add(value);
    }

    private sealed class Throwing : IProgress<BackupProgress>
    {
        public void Report(BackupProgress value) => throw new InvalidOperationException("The window is closed.");
    }

    // Other tests run at the same time: only what carries this job's name counts.
    private sealed class Listeners : IDisposable
    {
        private readonly ActivityListener _activities;
        private readonly MeterListener _measurements = new();

        internal Listeners(string job)
        {
            _activities = new ActivityListener
            {
                ShouldListenTo = source => source.Name == "BackupSh",
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
                ActivityStopped = activity =>
                {
                    if ((string?)activity.GetTagItem("backupsh.job") == job)
                    {
                        Activities.Add(activity);
                    }
                },
            };
            ActivitySource.AddActivityListener(_activities);
            _measurements.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == "BackupSh")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _measurements.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(job, instrument, value, tags));
            _measurements.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(job, instrument, value, tags));
            _measurements.Start();
        }

        internal List<Activity> Activities { get; } = [];

        internal List<(string Name, double Value, string? Status)> Measurements { get; } = [];

        public void Dispose()
        {
            _activities.Dispose();
            _measurements.Dispose();
        }

        private void Add(string job, Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            Dictionary<string, object?> byName = new(tags.ToArray());
            if ((string?)byName["job"] == job)
            {
                Measurements.Add((instrument.Name, value, (string?)byName.GetValueOrDefault("status")));
            }
        }
    }
}
