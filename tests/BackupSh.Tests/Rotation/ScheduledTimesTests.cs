using BackupSh.Rotation;

namespace BackupSh.Tests.Rotation;

public sealed class ScheduledTimesTests
{
    private static readonly DateTimeOffset From = new(2026, 1, 31, 3, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("every 1 month", "01-31 03:00", "02-28 03:00", "03-31 03:00")]
    [InlineData("every 2 weeks", "01-31 03:00", "02-14 03:00", "02-28 03:00")]
    [InlineData("every 90 minutes", "01-31 03:00", "01-31 04:30", "01-31 06:00")]
    [InlineData("0 0 1 * *", "01-31 23:00", "02-28 23:00", "03-31 22:00")] // midnight in Berlin
    public void Of_Schedule_ComesInOrder(string schedule, params string[] expected) =>
        Assert.Equal(
            expected,
            ScheduledTimes.Of(schedule, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"), From, From.AddYears(1)).Take(3)
                .Select(time => time.ToString("MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void Of_End_ComesNoMore() =>
        Assert.Equal(2, ScheduledTimes.Of("every 1 day", TimeZoneInfo.Utc, From, From.AddDays(2)).Count());

    [Fact]
    public void Of_NoSchedule_IsRefused() =>
        Assert.Equal("BSH0122", Assert.Throws<BackupShException>(() => ScheduledTimes.Of("now and then", TimeZoneInfo.Utc, From, From.AddDays(2))).Code);
}
