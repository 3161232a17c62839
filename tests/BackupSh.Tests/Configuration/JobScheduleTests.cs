using BackupSh.Configuration;

namespace BackupSh.Tests.Configuration;

public sealed class JobScheduleTests
{
    [Theory]
    [InlineData("every 5 minutes", 5, "Minute")]
    [InlineData("every 1 day", 1, "Day")]
    [InlineData("Every 2 WEEKS", 2, "Week")]
    [InlineData("every 100000 hour", 100_000, "Hour")]
    [InlineData(" every  1200 months ", 1_200, "Month")]
    public void TryParse_Interval_IsTaken(string text, int count, string unit)
    {
        Assert.True(JobSchedule.TryParse(text, isActive: true, out JobSchedule? schedule, out string reason), reason);
        Assert.Equal((count, unit), (schedule.IntervalCount, schedule.IntervalUnit.ToString()));
        Assert.Null(schedule.Cron);
    }

    [Theory]
    [InlineData("0 3 * * *", "2026-11-24T03:00:00Z")]
    [InlineData("30 0 3 * * *", "2026-11-24T03:00:30Z")]
    [InlineData("@hourly", "2026-11-24T03:00:00Z")]
    [InlineData("0 3 * * MON-FRI", "2026-11-24T03:00:00Z")]
    public void TryParse_Cron_IsTaken(string text, string next)
    {
        Assert.True(JobSchedule.TryParse(text, isActive: false, out JobSchedule? schedule, out string reason), reason);
        Assert.False(schedule.IsActive);
        Assert.Equal(
            DateTimeOffset.Parse(next, System.Globalization.CultureInfo.InvariantCulture),
            schedule.Cron!.GetNextOccurrence(TestEngine.Now, TimeZoneInfo.Utc, inclusive: true));
    }

    [Theory]
    [InlineData("")]
    [InlineData("every")]
    [InlineData("every day")]
    [InlineData("every 1 fortnight")]
    [InlineData("every -1 days")]
    [InlineData("every 1.5 days")]
    [InlineData("every 99999999999 days")]
    [InlineData("every 100001 days")]
    [InlineData("* * * *")]
    [InlineData("* * * * * * *")]
    [InlineData("H 3 * * *")]
    public void TryParse_AnythingElse_SaysWhy(string text)
    {
        Assert.False(JobSchedule.TryParse(text, isActive: true, out _, out string reason));
        Assert.NotEmpty(reason);
    }
}
