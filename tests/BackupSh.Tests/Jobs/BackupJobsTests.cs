using System.Text;
using BackupSh.Backups;
using BackupSh.Catalog.Store;
using BackupSh.Configuration;
using BackupSh.Events;
using BackupSh.Jobs;
using BackupSh.Options;
using BackupSh.Restore;
using BackupSh.Rotation;
using BackupSh.Testing;
using BackupSh.Tests.Scheduling;
using Microsoft.Extensions.DependencyInjection;

namespace BackupSh.Tests.Jobs;

public sealed class BackupJobsTests : IDisposable
{
    private const string Passphrase = "correct horse battery staple";
    private const string Key = "0123456789abcdef0123456789abcdef";

    private readonly InMemoryCatalogStore _store = new();
    private readonly InMemoryStorage _storage = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task Create_ByAUser_IsScheduledOnEveryNode()
    {
        await using SchedulerFixture one = Node();
        await using SchedulerFixture other = new() { Store = _store, Time = one.Time, Job = _ => { } };

        await one.Jobs.CreateAsync("hourly", Hourly, Token);
        await other.SettleAsync();
        await other.SettleAtAsync(other.Time.GetUtcNow().AddHours(1));

        Assert.Equal("hourly", Assert.Single(other.Runs.Events.OfType<RunStarted>()).Job);
        Assert.Equal(RunStatus.Succeeded, (await one.Get<BackupRunner>().RunAsync("Hourly", cancellationToken: Token)).Status);
    }

    [Fact]
    public async Task Create_WithFaults_ListsAllAndStoresNothing()
    {
        await using SchedulerFixture node = Node();

        BackupShConfigurationException exception = await Assert.ThrowsAsync<BackupShConfigurationException>(() => node.Jobs.CreateAsync(
            "hourly", job => (job.Source, job.Storages, job.Schedule, job.TimeZone) = ("shop", ["usb"], "every hour", "Mars"), Token));

        Assert.Equal(
            ["BackupSh:Jobs:hourly:Schedule BSH0122", "BackupSh:Jobs:hourly:Storages:0:Name BSH0118", "BackupSh:Jobs:hourly:TimeZone BSH0121"],
            exception.Faults.Select(fault => $"{fault.Path} {fault.Error.Code}").Order(StringComparer.Ordinal));
        Assert.Equal(["nightly"], (await node.Jobs.ListAsync(Token)).Select(job => job.Name));
    }

    [Fact]
    public async Task Create_OtherRotationOfASeries_IsRefused()
    {
        await using SchedulerFixture node = Node(job => job.Rotation.Daily = RotationRule.Limited(7));

        BackupShConfigurationException exception = await Assert.ThrowsAsync<BackupShConfigurationException>(() => node.Jobs.CreateAsync("hourly", Hourly, Token));

        Assert.Equal("BSH0126", Assert.Single(exception.Faults).Error.Code);
    }

    [Fact]
    public async Task Create_SecretWithoutProtection_IsRefused()
    {
        await using SchedulerFixture node = Node();

        BackupShException exception = await Assert.ThrowsAsync<BackupShException>(() => node.Jobs.CreateAsync("hourly", Encrypted, Token));

        Assert.Equal("BSH1150", exception.Error.Code);
        Assert.Null(await _store.FindAsync(CatalogRecordKind.Job, "", "hourly", Token));
    }

    [Fact]
    public async Task Create_SecretWithAKey_IsStoredUnreadable()
    {
        await using SchedulerFixture node = Node(key: Key);
        await using SchedulerFixture wrong = Node(key: new string('x', 32));

        BackupJob job = await node.Jobs.CreateAsync("hourly", Encrypted, Token);

        string document = (await _store.FindAsync(CatalogRecordKind.Job, "", "hourly", Token))!.Document;
        Assert.DoesNotContain(Passphrase, document, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String(Encoding.UTF8.GetBytes(Passphrase)), document, StringComparison.Ordinal);
        Assert.Equal(new JobValue("Encryption:Passphrase", "***", JobOrigin.User), job.Values.Single(value => value.Key == "Encryption:Passphrase"));
        Assert.True(job.IsEncrypted);
        RunResult run = await node.Get<BackupRunner>().RunAsync("hourly", cancellationToken: Token);
        await using SchedulerFixture fresh = Node(key: Key);
        VerificationResult verified = Assert.Single(await fresh.Get<BackupVerifier>().VerifyAsync(run.Backups[0].Name!, cancellationToken: Token));
        Assert.Equal(VerificationStatus.Verified, verified.Status);
        BackupJob unread = await wrong.Jobs.GetAsync("hourly", Token);
        Assert.Equal("BSH1151", Assert.Single(unread.Faults).Error.Code);
        Assert.DoesNotContain(Passphrase, unread.Faults[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ChangeValues_OfASecretJob_KeepsTheOthersAndTheSecret()
    {
        await using SchedulerFixture node = Node(key: Key);
        await node.Jobs.CreateAsync("hourly", Encrypted, Token);

        BackupJob changed = await node.Jobs.ChangeValuesAsync("hourly", new Dictionary<string, string> { ["schedule"] = "every 2 hours", ["Jitter"] = "" }, Token);
        BackupShConfigurationException exception = await Assert.ThrowsAsync<BackupShConfigurationException>(
            () => node.Jobs.ChangeValuesAsync("hourly", new Dictionary<string, string> { ["Colour"] = "red", ["LockFor"] = "soon" }, Token));

        Assert.Equal("every 2 hours", Assert.Single(changed.Schedules).Schedule);
        Assert.True(changed.IsEncrypted);
        Assert.Equal(2, exception.Faults.Count);
        Assert.Equal(RunStatus.Succeeded, (await node.Get<BackupRunner>().RunAsync("hourly", cancellationToken: Token)).Status);
    }

    [Theory]
    [InlineData("${PATH}")]
    [InlineData("file:/etc/passwd")]
    public async Task Create_ReferenceToTheHost_IsRefused(string label)
    {
        await using SchedulerFixture node = Node();

        BackupShConfigurationException exception = await Assert.ThrowsAsync<BackupShConfigurationException>(() => node.Jobs.CreateAsync(
            "hourly",
            job =>
            {
                Hourly(job);
                job.Labels["team"] = label;
            },
            Token));

        Assert.Equal(("BackupSh:Jobs:hourly:Labels:team", "BSH1152"), (exception.Faults[0].Path, exception.Faults[0].Error.Code));
    }

    [Fact]
    public async Task Change_ByAUser_KeepsWhatItDoesNotTouch()
    {
        await using SchedulerFixture node = Node(key: Key);
        await node.Jobs.CreateAsync("hourly", Encrypted, Token);

        BackupJob job = await node.Jobs.ChangeAsync("hourly", options => options.Schedule = "every 2 hours", Token);

        Assert.Equal("every 2 hours", Assert.Single(job.Schedules).Schedule);
        Assert.True(job.IsEncrypted);
        Assert.Equal(JobOrigin.Default, job.Values.Single(value => value.Key == "CleanupTimeout").Origin);
    }

    [Fact]
    public async Task Change_JobOfTheHost_IsRefusedButItCanBePaused()
    {
        await using SchedulerFixture node = Node();

        BackupShException changed = await Assert.ThrowsAsync<BackupShException>(() => node.Jobs.ChangeAsync("nightly", _ => { }, Token));
        BackupShException deleted = await Assert.ThrowsAsync<BackupShException>(() => node.Jobs.DeleteAsync("nightly", Token));
        BackupShException taken = await Assert.ThrowsAsync<BackupShException>(() => node.Jobs.CreateAsync("NIGHTLY", Hourly, Token));

        Assert.Equal(("BSH1147", "BSH1147", "BSH1148"), (changed.Error.Code, deleted.Error.Code, taken.Error.Code));
        Assert.Null((await node.Jobs.PauseAsync("nightly", cancellationToken: Token)).NextStart);
    }

    [Fact]
    public async Task Delete_ByAUser_StopsItsSchedule()
    {
        await using SchedulerFixture node = Node();
        await node.Jobs.CreateAsync("hourly", Hourly, Token);
        await node.SettleAsync();

        await node.Jobs.DeleteAsync("hourly", Token);
        await node.SettleAtAsync(node.Time.GetUtcNow().AddHours(2));

        Assert.Empty(node.Runs.Started);
        Assert.Equal("BSH0140", (await Assert.ThrowsAsync<BackupShException>(() => node.Jobs.GetAsync("hourly", Token))).Error.Code);
    }

    [Fact]
    public async Task List_JobWhoseSourceIsGone_ShowsItWithItsFault()
    {
        await using SchedulerFixture node = Node();
        await node.Jobs.CreateAsync("hourly", Hourly, Token);
        CatalogRecord record = (await _store.FindAsync(CatalogRecordKind.Job, "", "hourly", Token))!;
        await _store.TryWriteAsync(record with { Document = record.Document.Replace("\"shop\"", "\"gone\"", StringComparison.Ordinal) }, Token);

        BackupJob job = await node.Jobs.GetAsync("hourly", Token);
        await node.SettleAsync();
        await node.SettleAtAsync(node.Time.GetUtcNow().AddHours(2));

        Assert.Equal(("gone", "BSH0117"), (job.Source, Assert.Single(job.Faults).Error.Code));
        Assert.Empty(node.Runs.Started);
    }

    [Fact]
    public async Task List_JobOfTheHost_SaysWhereEachValueComesFrom()
    {
        await using SchedulerFixture node = Node(job => (job.Schedules, job.Active) = (["0 3 * * *", new JobScheduleOptions { Schedule = "0 9 * * *", Active = false }], false));

        BackupJob job = await node.Jobs.GetAsync("nightly", Token);

        Assert.Equal((JobOrigin.Code, true, false, null), (job.Origin, job.IsReadOnly, job.IsActive, job.NextStart));
        Assert.Equal([true, false], job.Schedules.Select(schedule => schedule.IsActive));
        Assert.All(job.Schedules, schedule => Assert.NotNull(schedule.Next));
        Assert.Equal(JobOrigin.Code, job.Values.Single(value => value.Key == "Storages:0:Name").Origin);
    }

    private static void Hourly(BackupJobOptions job) => (job.Source, job.Storages, job.Schedule) = ("shop", ["nas"], "every 1 hour");

    private static void Encrypted(BackupJobOptions job)
    {
        Hourly(job);
        job.Encryption.Passphrase = Passphrase;
    }

    private SchedulerFixture Node(Action<BackupJobOptions>? job = null, string? key = null) => new()
    {
        Store = _store,
        Storage = _storage,
        Job = job ?? (_ => { }),
        Configure = builder => builder.Configure(options => options.StoredSecretsKey = key is null ? null : Secret.FromValue(key)),
    };
}
