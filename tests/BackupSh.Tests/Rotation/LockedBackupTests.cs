using BackupSh.Backups;
using BackupSh.Configuration;
using BackupSh.Rotation;
using BackupSh.Storage;
using BackupSh.Testing;
using BackupSh.Tests.Fixtures;
using Microsoft.Extensions.Time.Testing;

namespace BackupSh.Tests.Rotation;

public sealed class LockedBackupTests : IAsyncDisposable
{
    private static readonly TimeSpan LockFor = TimeSpan.FromDays(3);

    private readonly EngineFixture _engine = new()
    {
        Job = job =>
        {
            job.LockFor = LockFor;
            job.Rotation.Last = RotationRule.Limited(1);
        },
    };

    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    [Fact]
    public async Task RunAsync_LockFor_LocksArchiveAndInfoFileOnly()
    {
        Dictionary<string, DateTimeOffset?> retained = [];
        await using EngineFixture engine = new() { Job = job => job.LockFor = LockFor };
        engine.With("memory", new NotingStorage(engine.Memory, retained));

        await engine.RunAsync();

        Assert.Equal(
            [".bin 3.00:00:00", ".claim ", ".info 3.00:00:00"],
            retained.Select(item => $"{Path.GetExtension(item.Key.Replace(".zst", "", StringComparison.Ordinal))} {item.Value - EngineFixture.Start}").Order(StringComparer.Ordinal));
        Assert.DoesNotContain(engine.Memory.Names, name => name.EndsWith(".claim", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RunAsync_ClockIsSetBackMeanwhile_InfoFileIsLockedAsLongAsTheArchive()
    {
        Dictionary<string, DateTimeOffset?> retained = [];
        await using EngineFixture engine = new() { Time = new SteadyClock(EngineFixture.Start), Job = job => job.LockFor = LockFor };
        NotingStorage storage = new(engine.Memory, retained) { AfterArchive = () => engine.Time.AdjustTime(EngineFixture.Start.AddMinutes(-2)) };
        engine.With("memory", storage);

        RunResult run = await engine.RunAsync();

        Assert.Null(run.Backups[0].Outcomes[0].Error);
        Assert.Equal(
            [EngineFixture.Start + LockFor, EngineFixture.Start + LockFor],
            retained.Where(item => item.Value is not null).Select(item => item.Value!.Value));
    }

    [Fact]
    public async Task Rotation_OfLockedBackups_RetainsThemWholeWithoutErrorUntilTheirTimeIsOver()
    {
        RunResult first = await _engine.RunAsync();
        string backup = first.Backups[0].Name!;
        string[] files = [.. _engine.Memory.Names];

        // Two rotations meet the lock, the third one comes after it.
        foreach (int _ in (int[])[1, 2])
        {
            _engine.Time.Advance(TimeSpan.FromDays(1));
            RotationResult retained = (await _engine.RunAsync()).Backups[0].Outcomes[0].Rotation!;

            Assert.Null(retained.Error);
            Assert.Contains(backup, retained.Retained);
            Assert.Empty(files.Except(_engine.Memory.Names));
        }

        _engine.Time.Advance(TimeSpan.FromDays(1));
        RotationResult rotated = (await _engine.RunAsync()).Backups[0].Outcomes[0].Rotation!;

        Assert.Null(rotated.Error);
        Assert.Contains(backup, rotated.Deleted);
        Assert.Empty(files.Intersect(_engine.Memory.Names));
    }

    [Fact]
    public async Task Rotation_OnlyTheArchiveIsLocked_LeavesNoOrphan()
    {
        await using EngineFixture engine = new() { Job = job => job.Rotation.Last = RotationRule.Limited(1) };
        ArchiveLock storage = new(engine.Memory, EngineFixture.Start.AddDays(3));
        engine.With("memory", storage);
        RunResult first = await engine.RunAsync();
        storage.IsOn = false;
        engine.Time.Advance(TimeSpan.FromDays(1));

        RotationResult rotation = (await engine.RunAsync()).Backups[0].Outcomes[0].Rotation!;

        Assert.Null(rotation.Error);
        Assert.Equal([first.Backups[0].Name!], rotation.Retained);
        Assert.Equal(2, (await engine.ListAsync()).Count);
        Assert.Equal(DeleteStatus.Retained, (await engine.Catalog.DeleteAsync("memory", first.Backups[0].Name!, TestContext.Current.CancellationToken)).Status);
        Assert.Equal(2, (await engine.ListAsync()).Count);
    }

    [Fact]
    public async Task Start_StorageCannotLock_IsRefusedWithThePlace()
    {
        await using EngineFixture engine = new() { Job = job => job.LockFor = LockFor };
        engine.With("memory", new InMemoryStorage(engine.Time) { Locks = false });

        BackupShConfigurationException exception = Assert.Throws<BackupShConfigurationException>(() => engine.Runner);

        OptionsFault fault = Assert.Single(exception.Faults);
        Assert.Equal("BSH0817", fault.Error.Code);
        Assert.EndsWith(":LockFor", fault.Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_StorageSaysThatItDoesNotLock_IsTakenAtItsWord()
    {
        await using EngineFixture engine = new()
        {
            Job = job =>
            {
                job.LockFor = LockFor;
                job.Storages[0].LockFor = TimeSpan.Zero;
            },
        };
        engine.With("memory", new InMemoryStorage(engine.Time) { Locks = false });

        Assert.Equal(RunStatus.Succeeded, (await engine.RunAsync()).Status);
    }

    // As of a machine: what measures durations does not go back when the clock is set back.
    private sealed class SteadyClock(DateTimeOffset start) : FakeTimeProvider(start)
    {
        public override long GetTimestamp() => 0;
    }

    private sealed class NotingStorage(InMemoryStorage inner, Dictionary<string, DateTimeOffset?> retained) : DelegatingStorage(inner)
    {
        internal Action AfterArchive { get; init; } = static () => { };

        public override async Task<StorageObject> UploadAsync(string name, Stream content, UploadOptions options, CancellationToken cancellationToken = default)
        {
            retained[name] = options.RetainUntil;
            StorageObject stored = await base.UploadAsync(name, content, options, cancellationToken);
            if (name.Contains(".bin", StringComparison.Ordinal))
            {
                AfterArchive();
            }

            return stored;
        }
    }

    private sealed class ArchiveLock(InMemoryStorage inner, DateTimeOffset until) : DelegatingStorage(inner)
    {
        internal bool IsOn { get; set; } = true;

        public override Task<StorageObject> UploadAsync(string name, Stream content, UploadOptions options, CancellationToken cancellationToken = default) =>
            base.UploadAsync(
                name,
                content,
                new UploadOptions { RunId = options.RunId, Progress = options.Progress, RetainUntil = IsOn && name.Contains(".bin", StringComparison.Ordinal) ? until : null },
                cancellationToken);
    }
}
