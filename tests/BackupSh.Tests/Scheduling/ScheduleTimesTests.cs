using System.Globalization;
using BackupSh.Configuration;
using BackupSh.Scheduling;

namespace BackupSh.Tests.Scheduling;

public sealed class ScheduleTimesTests
{
    [Theory]
    [InlineData("every 1 day", "UTC", null, "2026-11-24T03:00:00Z", "2026-11-25T00:00:00Z")]
    [InlineData("every 1 week", "UTC", null, "2026-11-24T03:00:00Z", "2026-11-30T00:00:00Z")] // a Monday
    [InlineData("every 1 month", "UTC", null, "2026-11-24T03:00:00Z", "2026-12-01T00:00:00Z")]
    [InlineData("every 6 hours", "UTC", null, "2026-11-24T03:00:00Z", "2026-11-24T06:00:00Z")]
    [InlineData("every 1 day", "Europe/Berlin", "2026-10-20T03:30", "2026-10-24T12:00:00Z", "2026-10-25T02:30:00Z")] // winter time began
    [InlineData("every 1 day", "Europe/Berlin", "2026-10-20T02:30", "2026-10-24T12:00:00Z", "2026-10-25T00:30:00Z")] // twice on the clock: the first
    [InlineData("every 1 day", "Europe/Berlin", "2026-10-20T02:30", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z")] // and not the second
    [InlineData("every 1 day", "Europe/Berlin", "2026-03-20T02:30", "2026-03-28T12:00:00Z", "2026-03-29T01:00:00Z")] // left out: the end of the gap
    [InlineData("every 1 month", "UTC", "2026-01-31", "2026-02-01T00:00:00Z", "2026-02-28T00:00:00Z")]
    [InlineData("every 1 month", "UTC", "2026-01-31", "2026-02-28T00:00:00Z", "2026-03-31T00:00:00Z")] // a short month shortens no other
    [InlineData("every 1 day", "UTC", "2027-05-05T12:00", "2026-11-24T03:00:00Z", "2027-05-05T12:00:00Z")]
    [InlineData("every 90 minutes", "UTC", "2026-11-24T01:00", "2026-11-24T03:00:00Z", "2026-11-24T04:00:00Z")]
    [InlineData("0 3 * * *", "UTC", "2026-12-24T00:00", "2026-11-24T03:00:00Z", "2026-12-24T03:00:00Z")]
    [InlineData("0 3 * * *", "UTC", null, "2026-11-24T03:00:00Z", "2026-11-25T03:00:00Z")]
    [InlineData("30 2 * * *", "Europe/Berlin", null, "2026-03-28T12:00:00Z", "2026-03-29T01:00:00Z")]
    public void Next_OfSchedule_IsWhatAClockOfTheZoneShows(string text, string zone, string? nextExecution, string after, string expected)
    {
        JobSchedule schedule = Parse(text) with
        {
            NextExecution = nextExecution is null ? null : DateTime.Parse(nextExecution, CultureInfo.InvariantCulture),
        };

        DateTimeOffset? next = schedule.Next(TimeZoneInfo.FindSystemTimeZoneById(zone), Moment(after));

        Assert.Equal(Moment(expected), next);
    }

    [Theory]
    [InlineData("22:00-06:00", "2026-11-24T23:00:00Z", "2026-11-25T06:00:00Z")]
    [InlineData("22:00-06:00", "2026-11-25T05:59:00Z", "2026-11-25T06:00:00Z")]
    [InlineData("22:00-06:00", "2026-11-25T06:00:00Z", null)]
    [InlineData("Mon-Fri 08:00-18:00", "2026-11-24T08:00:00Z", "2026-11-24T18:00:00Z")]
    [InlineData("Mon-Fri 08:00-18:00", "2026-11-28T08:00:00Z", null)] // a Saturday
    [InlineData("Fri-Mon 22:00-02:00", "2026-12-01T01:00:00Z", "2026-12-01T02:00:00Z")] // Monday's reaches into Tuesday
    [InlineData("Fri-Mon 22:00-02:00", "2026-11-27T01:00:00Z", null)]
    [InlineData("sat,sun 00:00-00:00", "2026-11-28T12:00:00Z", "2026-11-29T00:00:00Z")]
    public void EndAt_OfBlackOut_IsItsEndOrNothing(string text, string moment, string? end)
    {
        Assert.True(BlackOut.TryParse(text, out BlackOut? blackOut));

        Assert.Equal(end is null ? null : Moment(end), blackOut.EndAt(Moment(moment), TimeZoneInfo.Utc));
    }

    [Theory]
    [InlineData("")]
    [InlineData("08:00")]
    [InlineData("8:00-18:00")]
    [InlineData("Mo 08:00-18:00")]
    [InlineData("Mon-Wed-Fri 08:00-18:00")]
    [InlineData("08:00-24:00")]
    [InlineData("Mon Tue 08:00-18:00")]
    public void TryParse_AnythingElse_IsNoBlackOut(string text) => Assert.False(BlackOut.TryParse(text, out _));

    private static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    internal static JobSchedule Parse(string text) =>
        JobSchedule.TryParse(text, isActive: true, out JobSchedule? schedule, out string reason) ? schedule : throw new FormatException(reason);
}
