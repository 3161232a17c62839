using BackupSh.Rotation;

namespace BackupSh.Abstractions.Tests.Rotation;

public sealed class CalendarDurationTests
{
    [Theory]
    [InlineData("14d", "14d")]
    [InlineData("1y2m3d4h", "1y2m3d4h")]
    [InlineData("1y1d1m", "1y1m1d")] // any order
    [InlineData("2w", "14d")]
    [InlineData("14m", "1y2m")]
    [InlineData("9999y", "9999y")]
    [InlineData("0y1h", "1h")]
    public void Parse_Text_IsTheSpan(string text, string expected)
    {
        Assert.Equal(expected, CalendarDuration.Parse(text).ToString());
        Assert.Equal(CalendarDuration.Parse(text), CalendarDuration.Parse(expected));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0d")]
    [InlineData("-1d")]
    [InlineData("14")]
    [InlineData("d")]
    [InlineData("1D")]
    [InlineData("1d2d")]
    [InlineData("1 d")]
    [InlineData("1.5d")]
    [InlineData("1x")]
    [InlineData("٣d")]
    [InlineData("2147483647y")]
    [InlineData("2147483648h")]
    public void TryParse_AnythingElse_IsNoSpan(string? text)
    {
        Assert.False(CalendarDuration.TryParse(text, out CalendarDuration duration));
        Assert.True(duration.IsZero);
        Assert.Throws<FormatException>(() => CalendarDuration.Parse(text ?? ""));
    }

    [Fact]
    public void Of_NegativeNumber_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => CalendarDuration.Of(days: -1));

    [Theory]
    [InlineData("2026-03-31T12:00:00Z", "1m", "UTC", "2026-02-28T12:00:00Z")]
    [InlineData("2024-02-29T12:00:00Z", "1y", "UTC", "2023-02-28T12:00:00Z")]
    [InlineData("2026-11-24T03:00:00Z", "1y2m3d3h", "UTC", "2025-09-21T00:00:00Z")]
    [InlineData("2026-03-30T12:00:00Z", "2d", "Europe/Berlin", "2026-03-28T13:00:00Z")] // two days on the clocks, 47 hours
    [InlineData("2026-03-30T12:00:00Z", "48h", "Europe/Berlin", "2026-03-28T12:00:00Z")]
    [InlineData("2026-03-30T00:30:00Z", "1d", "Europe/Berlin", "2026-03-29T00:30:00Z")] // 02:30 was skipped: before
    [InlineData("2026-10-26T01:30:00Z", "1d", "Europe/Berlin", "2026-10-25T00:30:00Z")] // 02:30 came twice: the first
    [InlineData("0001-06-01T00:00:00Z", "9999y", "UTC", "0001-01-01T00:00:00Z")]
    [InlineData("2026-06-01T00:00:00Z", "2147483647d", "UTC", "0001-01-01T00:00:00Z")]
    [InlineData("2026-06-01T00:00:00Z", "2147483647h", "Europe/Berlin", "0001-01-01T00:00:00Z")]
    public void Subtract_FromAMoment_CountsOnTheZonesClocks(string moment, string span, string zone, string expected) =>
        Assert.Equal(Rotations.Time(expected), Subtract(moment, span, zone, carriesOver: false));

    [Theory]
    [InlineData("2026-03-31T12:00:00Z", "2026-03-03T12:00:00Z")]
    [InlineData("2024-03-31T12:00:00Z", "2024-03-02T12:00:00Z")]
    [InlineData("2026-07-31T12:00:00Z", "2026-07-01T12:00:00Z")]
    public void Subtract_MonthThatIsTooShortCarriedOver_GoesOnIntoTheNext(string moment, string expected) =>
        Assert.Equal(Rotations.Time(expected), Subtract(moment, "1m", "UTC", carriesOver: true));

    private static DateTimeOffset Subtract(string moment, string span, string zone, bool carriesOver) => CalendarSubtraction.Subtract(
        Rotations.Time(moment), CalendarDuration.Parse(span), new ZoneClock(TimeZoneInfo.FindSystemTimeZoneById(zone), usesRecordedOffset: false), carriesOver);
}
