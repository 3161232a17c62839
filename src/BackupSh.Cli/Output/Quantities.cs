using System.Globalization;

namespace BackupSh.Cli.Output;

/// <summary>Writes sizes, times and durations for people.</summary>
internal static class Quantities
{
    private static readonly string[] Units = ["bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];

    /// <summary>Returns a size with three or four digits: <c>812 bytes</c>, <c>1.2 MiB</c>, <c>117 GiB</c>.</summary>
    internal static string Size(long bytes)
    {
        double value = bytes;
        int unit = 0;

        // 1023.95 would be written as 1024.0.
        while (value >= 1023.95 && unit < Units.Length - 1)
        {
            value /= 1024;
            unit++;
        }

        string format = unit == 0 || value >= 99.95 ? "0" : "0.0";
        return value.ToString(format, CultureInfo.InvariantCulture) + " " + (bytes == 1 ? "byte" : Units[unit]);
    }

    /// <summary>Returns a size for reading and for comparing: <c>1.2 MiB (1,234,567 bytes)</c>.</summary>
    internal static string ExactSize(long bytes) =>
        bytes < 1024 ? Size(bytes) : string.Create(CultureInfo.InvariantCulture, $"{Size(bytes)} ({bytes:N0} bytes)");

    /// <summary>Returns a moment as ISO 8601, UTC, in whole seconds.</summary>
    internal static string Time(DateTime utc) => utc.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Returns a duration: <c>0.35 s</c>, <c>12.3 s</c>, <c>3 min 05 s</c>, <c>2 h 03 min</c>.</summary>
    internal static string Duration(double seconds) => seconds switch
    {
        < 9.995 => seconds.ToString("0.00", CultureInfo.InvariantCulture) + " s",
        < 59.95 => seconds.ToString("0.0", CultureInfo.InvariantCulture) + " s",
        < 3599.5 => Pair(seconds, 60, "min", "s"),
        _ => Pair(seconds / 60, 60, "h", "min"),
    };

    /// <summary>Returns a duration that is only estimated: <c>5 s</c>, <c>3 min 05 s</c>, <c>2 h 03 min</c>.</summary>
    internal static string WholeDuration(double seconds) =>
        seconds < 59.5 ? string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, Math.Round(seconds)):0} s") : Duration(Math.Max(60, seconds));

    /// <summary>Returns a count with its noun: <c>1 backup</c>, <c>3 backups</c>.</summary>
    internal static string Count(int count, string singular, string? plural = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? singular : plural ?? singular + "s")}");

    private static string Pair(double value, int ratio, string major, string minor)
    {
        long whole = (long)Math.Round(value);
        return string.Create(CultureInfo.InvariantCulture, $"{whole / ratio} {major} {whole % ratio:00} {minor}");
    }
}
