using System.Globalization;
using BackupSh.Scheduling;
using Cronos;
using FsCheck;
using FsCheck.Fluent;

namespace BackupSh.Tests.Scheduling;

public sealed class CronTimesTests
{
    // Zones in which .NET knows the gaps and the doubled hours, so that Cronos is right.
    private static readonly string[] Zones = ["UTC", "Europe/Berlin", "America/New_York", "America/Santiago", "Australia/Lord_Howe", "Asia/Kathmandu"];

    private static readonly string[] Expressions =
        ["* * * * *", "*/7 * * * *", "30 2 * * *", "15 0 * * *", "0 2,3 * * *", "10,40 1-3 * * *", "0 */2 * * *", "5 4 1 * *", "0 0 29 2 *", "30 1 * * 0", "20 30 2 * * *", "0 0/20 2 * * *"];

    [Fact]
    public void Next_ZoneWhoseSummerTimeIsOrdinary_IsThatOfCronos()
    {
        Arbitrary<(string Zone, string Text, DateTimeOffset After)> cases = Arb.From(
            from zone in Gen.Elements(Zones)
            from text in Gen.Elements(Expressions)
            from minutes in Gen.Choose(0, 10 * 365 * 24 * 60)
            from nearChange in Gen.Elements(true, false)
            select (zone, text, After(TimeZoneInfo.FindSystemTimeZoneById(zone), minutes, nearChange)));

        Prop.ForAll(cases, given =>
        {
            TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById(given.Zone);
            CronExpression cron = CronExpression.Parse(given.Text, given.Text.Split(' ').Length == 6 ? CronFormat.IncludeSeconds : CronFormat.Standard);
            Assert.Equal(
                cron.GetNextOccurrence(given.After, zone)?.ToUniversalTime(),
                CronTimes.Next(cron, CronTimes.IsInterval(given.Text), zone, given.After));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));
    }

    [Theory]
    [InlineData("30 2 * * *", "2026-02-14T12:00:00Z", "2026-02-15T01:30:00Z")] // twice on the clock: the first
    [InlineData("30 2 * * *", "2026-02-15T01:30:00Z", "2026-02-16T02:30:00Z")]
    [InlineData("30 2 * * *", "2026-02-15T02:10:00Z", "2026-02-16T02:30:00Z")] // in the hour that comes again
    [InlineData("30 2 * * *", "2026-03-21T12:00:00Z", "2026-03-22T02:00:00Z")] // left out: the end of the gap
    [InlineData("30 2 * * *", "2026-03-22T02:00:00Z", "2026-03-23T01:30:00Z")]
    [InlineData("*/30 * * * *", "2026-02-15T01:30:00Z", "2026-02-15T02:00:00Z")] // an interval goes on
    [InlineData("*/30 * * * *", "2026-03-22T01:30:00Z", "2026-03-22T02:00:00Z")]
    public void Next_ZoneWhoseWinterTimeIsTheSummers_IsWhatItsClockShows(string text, string after, string expected)
    {
        TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById("Africa/Casablanca");

        Assert.Equal(Moment(expected), CronTimes.Next(CronExpression.Parse(text), CronTimes.IsInterval(text), zone, Moment(after)));
    }

    [Theory]
    [InlineData("@hourly", true)]
    [InlineData("@daily", false)]
    [InlineData("0 3 * * *", false)]
    [InlineData("0 * * * *", true)]
    [InlineData("0,30 3 * * *", false)]
    [InlineData("0 1-3 * * *", true)]
    [InlineData("0 0 3 * * *", false)]
    [InlineData("*/5 0 3 * * *", true)]
    public void IsInterval_OfExpression_LooksAtTheTimeOfDayOnly(string text, bool expected) => Assert.Equal(expected, CronTimes.IsInterval(text));

    [Fact]
    public void Next_NeverAgain_IsNull() =>
        Assert.Null(CronTimes.Next(CronExpression.Parse("0 0 31 2 *"), isInterval: false, TimeZoneInfo.Utc, Moment("2026-11-24T03:00:00Z")));

    private static DateTimeOffset After(TimeZoneInfo zone, int minutes, bool nearChange)
    {
        DateTimeOffset moment = Moment("2020-01-01T00:00:00Z").AddMinutes(minutes);
        return nearChange && ZoneTimes.NextChange(moment, moment.AddYears(1), zone) is { } change ? change.AddMinutes((minutes % 400) - 200) : moment;
    }

    private static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
