using System.Text.Json;
using BackupSh.Backups;
using BackupSh.Catalog.Store;
using BackupSh.Jobs;
using BackupSh.Options;
using BackupSh.Scheduling;
using Microsoft.Extensions.Time.Testing;

namespace BackupSh.Tests.Scheduling;

/// <summary>Ten years of a nightly job in zones that change their clocks, with downtimes, restarts and pauses.</summary>
public sealed class TenYearsTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset End = new(2036, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("Europe/Berlin", 2)]
    [InlineData("America/New_York", 1)]
    [InlineData("America/Santiago", 0)] // its clocks change at midnight
    [InlineData("Australia/Lord_Howe", 2)] // by half an hour
    [InlineData("Africa/Casablanca", 2)] // several times a year
    public async Task Schedule_TenYears_RunsEachDueTimeOnceOrSaysWhyNot(string zone, int hour) =>
        await RunTenYearsAsync(zone, hour, job => job.Schedule = $"30 {hour} * * *");

    [Theory]
    [InlineData("Europe/Berlin", 2)]
    [InlineData("America/Santiago", 0)]
    [InlineData("Africa/Casablanca", 2)]
    public async Task Schedule_TenYearsOfAnInterval_RunsEachDueTimeOnceOrSaysWhyNot(string zone, int hour) => await RunTenYearsAsync(
        zone,
        hour,
        job => job.Schedules.Add(new JobScheduleOptions { Schedule = "every 1 day", NextExecution = new DateTime(2025, 12, 31, hour, 30, 0) }));

    private static async Task RunTenYearsAsync(string zone, int hour, Action<BackupJobOptions> schedule)
    {
        using InMemoryCatalogStore store = new();
        List<DateTimeOffset> ran = [];
        SchedulerFixture node = Node(zone, schedule, store, ran, Start);
        int nodes = 1;
        await node.SettleAsync();
        for (DateTimeOffset now = Start; now <= End; now = now.AddHours(6))
        {
            int day = (now - Start).Days;
            if (day % 37 < 5)
            {
                continue; // down for five days of 37
            }

            if (day % 37 == 5 && now == Start.AddDays(day))
            {
                await node.DisposeAsync(); // what starts then is another process, with another clock
                node = Node(zone, schedule, store, ran, now);
                nodes++;
            }

            await StepAsync(node, day, now);
        }

        IReadOnlyList<PassedDueTimes> passed = await node.PassedAsync();
        await node.DisposeAsync();
        DateTimeOffset[] expected = [.. DueTimesByDates(TimeZoneInfo.FindSystemTimeZoneById(zone), hour)];
        Assert.Equal(100, nodes);
        Assert.Equal(3652, expected.Length);
        Assert.Contains(passed, entry => entry.Reason == PassedReason.Late && entry.RunId is not null);
        Assert.Contains(passed, entry => entry.Reason == PassedReason.Paused && entry.RunId is null);
        Assert.All(passed, entry => Assert.Equal(entry.Count, expected.Count(due => due >= entry.First && due <= entry.Last)));
        Assert.Equal(
            expected,
            ran.Concat(passed.SelectMany(entry => expected.Where(due => due >= entry.First && due <= entry.Last))).Order());
    }

    // Paused for three of 50 days.
    private static async Task StepAsync(SchedulerFixture node, int day, DateTimeOffset now)
    {
        node.Time.SetUtcNow(now);
        if (now == Start.AddDays(day) && day % 50 is 10 or 13)
        {
            await (day % 50 == 10 ? node.Jobs.PauseAsync("nightly") : node.Jobs.ResumeAsync("nightly"));
        }

        await node.SettleAsync();
    }

    private static SchedulerFixture Node(
        string zone, Action<BackupJobOptions> schedule, CatalogStore store, List<DateTimeOffset> ran, DateTimeOffset now) => new()
        {
            Time = new FakeTimeProvider(now),
            Store = store,
            Job = job =>
            {
                job.TimeZone = zone;
                schedule(job);
            },
            Run = async (job, _, runId, cancellationToken) =>
            {
                CatalogRecord? record = await store.FindAsync(CatalogRecordKind.Schedule, job.Name, "state", cancellationToken);
                ScheduleState state = JsonSerializer.Deserialize(record!.Document, JobsJson.Default.ScheduleState)!;
                Assert.Equal(runId, state.Open!.RunId);
                ran.Add(state.Open.Due);
                return new RunResult(runId, job.Name, RunStatus.Succeeded, [], TimeSpan.Zero);
            },
        };

    // Another way than the scheduler's: each date of the zone has one moment at which its clock first shows the time, or has just passed it.
    private static IEnumerable<DateTimeOffset> DueTimesByDates(TimeZoneInfo zone, int hour)
    {
        for (DateOnly date = new(2025, 12, 31); date.Year <= 2036; date = date.AddDays(1))
        {
            DateTime wanted = date.ToDateTime(new TimeOnly(hour, 30));
            DateTimeOffset moment = new DateTimeOffset(wanted, TimeSpan.Zero).AddHours(-16);
            while (TimeZoneInfo.ConvertTime(moment, zone).DateTime < wanted)
            {
                moment = moment.AddMinutes(TimeZoneInfo.ConvertTime(moment, zone).DateTime < wanted.AddHours(-3) ? 60 : 1);
            }

            if (moment > Start && moment <= End)
            {
                yield return moment;
            }
        }
    }
}
