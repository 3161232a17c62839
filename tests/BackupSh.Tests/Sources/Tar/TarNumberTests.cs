using System.Text;
using BackupSh.Sources.Tar;

namespace BackupSh.Tests.Sources.Tar;

public sealed class TarNumberTests
{
    [Theory]
    [InlineData("0000644\0", 0x1A4L)]
    [InlineData("0000644 ", 0x1A4L)]
    [InlineData("   644 \0", 0x1A4L)]
    [InlineData("77777777", 16_777_215L)]
    [InlineData("\0\0\0\0\0\0\0\0", 0L)]
    [InlineData("        ", 0L)]
    [InlineData("0000648\0", null)]
    [InlineData("00x0644\0", null)]
    [InlineData("-000644\0", null)]
    [InlineData("644\0  1\0", null)]
    public void TryParse_OctalField_IsReadAsTarDoes(string field, long? expected) => AssertParsed(Encoding.Latin1.GetBytes(field), expected);

    [Theory]
    [InlineData("80 00 00 00 00 00 00 02 00 00 00 00", 1L << 33)]
    [InlineData("80 00 00 00 7F FF FF FF FF FF FF FF", long.MaxValue)]
    [InlineData("FF FF FF FF FF FF FF FF FF FF FF FE", -2L)]
    [InlineData("80 00 00 00 80 00 00 00 00 00 00 00", null)]
    [InlineData("80 00 00 01 00 00 00 00 00 00 00 00", null)]
    public void TryParse_BinaryField_IsReadAsGnuTarDoes(string field, long? expected) =>
        AssertParsed(Convert.FromHexString(field.Replace(" ", "", StringComparison.Ordinal)), expected);

    [Theory]
    [InlineData("1732417200.25", 1_732_417_200L, 250_000_000)]
    [InlineData("-1.5", -2L, 500_000_000)]
    [InlineData("-0.5", -1L, 500_000_000)]
    [InlineData("7.1234567899", 7L, 123_456_789)]
    [InlineData("-3", -3L, 0)]
    [InlineData("5.", 5L, 0)]
    public void TryParse_Moment_IsReadToNanoseconds(string text, long seconds, int nanoseconds)
    {
        Assert.True(UnixTime.TryParse(Encoding.ASCII.GetBytes(text), out UnixTime time));
        Assert.Equal(new UnixTime(seconds, nanoseconds), time);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".5")]
    [InlineData("1.5x")]
    [InlineData("1.5.5")]
    [InlineData("1e9")]
    [InlineData("99999999999999999999")]
    [InlineData("--1")]
    public void TryParse_NoMoment_IsRefused(string text) => Assert.False(UnixTime.TryParse(Encoding.ASCII.GetBytes(text), out _));

    [Theory]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("1969-12-31T23:59:59.9999999Z")]
    [InlineData("1970-01-01T00:00:00Z")]
    [InlineData("9999-12-31T23:59:59.9999999Z")]
    public void Of_DateTime_ComesBack(string text)
    {
        DateTime time = DateTime.Parse(text, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AdjustToUniversal);

        Assert.Equal(time, UnixTime.Of(time).ToDateTime());
    }

    private static void AssertParsed(byte[] field, long? expected) =>
        Assert.Equal(expected, TarNumber.TryParse(field, out long value) ? value : null);
}
