using BackupSh.Shared;

namespace BackupSh.Storage.S3.Tests.Requests;

public sealed class RetryAfterTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 3, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("0", 0)]
    [InlineData(" 17 ", 17)]
    [InlineData("Tue, 24 Nov 2026 03:02:00 GMT", 120)]
    [InlineData("Tue, 24 Nov 2026 02:00:00 GMT", 0)]
    [InlineData("99999999999", int.MaxValue)]
    public void Parse_SecondsOrDate_GivesTheWait(string value, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), RetryAfter.Parse(value, Now));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("soon")]
    [InlineData("2026-11-24")]
    public void Parse_AnythingElse_GivesNothing(string? value) => Assert.Null(RetryAfter.Parse(value, Now));
}
