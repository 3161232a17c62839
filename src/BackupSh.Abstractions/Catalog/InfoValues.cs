using System.Globalization;

namespace BackupSh.Catalog;

/// <summary>The forms of the values in info files and pins. A reader returns <see langword="null"/> for another form.</summary>
internal static class InfoValues
{
    internal const string BooleanForm = "True or False";
    internal const string CountForm = "a whole number from 0";
    internal const string MebibytesForm = "a number from 0, in MiB,";
    internal const string FormatForm = "a whole number from 1";
    internal const string Sha256Form = "a SHA-256 of 64 lower-case hexadecimal digits";
    internal const string TimeForm = "a time such as 2026-11-24_03-00-00, UTC,";
    internal const string TextForm = "a text";

    // The bytes must fit a long; the largest long is 2^43 MiB when rounded to a double.
    private const double MaximumMebibytes = 1L << 43;

    // Source: TimeSpan.MaxValue, in whole milliseconds.
    private const long MaximumMilliseconds = long.MaxValue / TimeSpan.TicksPerMillisecond;

    // The modules write True and False, and read the lower-case forms too.
    internal static bool? ReadBoolean(string text) => text switch
    {
        "True" or "true" => true,
        "False" or "false" => false,
        _ => null,
    };

    internal static string WriteBoolean(bool value) => value ? "True" : "False";

    // The modules write what Python's str(float) gives, which may be 9.5367431640625e-06, or the integer 1.
    internal static double? ReadMebibytes(string text) =>
        double.TryParse(
            text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out double value)
        && value is >= 0 and <= MaximumMebibytes ? value : null;

    internal static string WriteMebibytes(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    internal static long? ReadCount(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long value) ? value : null;

    internal static string WriteCount(long value) => value.ToString(CultureInfo.InvariantCulture);

    internal static int? ReadFormat(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value >= 1 ? value : null;

    internal static TimeSpan? ReadMilliseconds(string text) =>
        ReadCount(text) is { } count and <= MaximumMilliseconds ? TimeSpan.FromTicks(count * TimeSpan.TicksPerMillisecond) : null;

    internal static string WriteMilliseconds(TimeSpan value) => WriteCount(value.Ticks / TimeSpan.TicksPerMillisecond);

    internal static string? ReadSha256(string text) =>
        text.Length == 64 && text.All(c => char.IsAsciiDigit(c) || char.IsAsciiHexDigitLower(c)) ? text : null;

    internal static DateTimeOffset? ReadTime(string text) =>
        DateTime.TryParseExact(
            text,
            BackupName.TimeFormat,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out DateTime time) ? new DateTimeOffset(time, TimeSpan.Zero) : null;

    internal static string WriteTime(DateTimeOffset value) => value.UtcDateTime.ToString(BackupName.TimeFormat, CultureInfo.InvariantCulture);
}
