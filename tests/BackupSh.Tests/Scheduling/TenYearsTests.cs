using BackupSh.Backups;
using BackupSh.Catalog.Store;
using BackupSh.Jobs;
using BackupSh.Scheduling;

namespace BackupSh.Tests.Scheduling;

/// <summary>Ten years of a nightly job in zones that change their clocks, with downtimes and pauses.</summary>
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
    public async Task Schedule_TenYears_RunsEachDueTimeOnceOrSaysWhyNot(string zone, int hour)
    {
        InMemoryCatalogStore store = new();
        List<DateTimeOffset> ran = [];
        await using SchedulerFixture node = Node(zone, hour, store, ran);
        await node.SettleAsync();

        for (int hours = 0; Start.AddHours(hours) <= End; hours += 6)
        {
            await StepAsync(node, hours);
        }

        IReadOnlyList<PassedDueTimes> passed = await node.Get<ScheduleRecords>().ListPassedAsync("nightly", 10_000, TestContext.Current.CancellationToken);
        DateTimeOffset[] expected = [.. DueTimesByDates(TimeZoneInfo.FindSystemTimeZoneById(zone), hour)];
        Assert.Equal(3652, expected.Length);
        Assert.Contains(passed, entry => entry.Reason == PassedReason.Late && entry.RunId is not null);
        Assert.Contains(passed, entry => entry.Reason == PassedReason.Paused && entry.RunId is null);
        Assert.All(passed, entry => Assert.Equal(entry.Count, expected.Count(due => due >= entry.First && due <= entry.Last)));
        Assert.Equal(
            expected,
            ran.Concat(passed.SelectMany(entry => expected.Where(due => due >= entry.First && due <= entry.Last))).Order());
    }

    // Down for five days of 37, paused for three of 50.
    private static async Task StepAsync(SchedulerFixture node, int hours)
    {
        int day = hours / 24;
        if (day % 37 < 5)
        {
            return;
        }

        node.Time.SetUtcNow(Start.AddHours(hours));
        if (hours % 24 == 0 && day % 50 is 10 or 13)
        {
            await (day % 50 == 10 ? node.Jobs.PauseAsync("nightly") : node.Jobs.ResumeAsync("nightly"));
        }

        await node.SettleAsync();
    }

    private static SchedulerFixture Node(string zone, int hour, CatalogStore store, List<DateTimeOffset> ran) => new()
    {
        Time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(Start),
        Store = store,
        Job = job => (job.Schedule, job.TimeZone) = ($"30 {hour} * * *", zone),
        Run = async (job, _, runId, cancellationToken) =>
        {
            CatalogRecord? record = await store.FindAsync(CatalogRecordKind.Schedule, job.Name, "state", cancellationToken);
            ScheduleState state = System.Text.Json.JsonSerializer.Deserialize(record!.Document, JobsJson.Default.ScheduleState)!;
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
