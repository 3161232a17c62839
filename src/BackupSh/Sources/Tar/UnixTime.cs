using System.Globalization;

namespace BackupSh.Sources.Tar;

/// <summary>A moment as file systems count it.</summary>
/// <param name="Seconds">Whole seconds since 1970, negative before.</param>
/// <param name="Nanoseconds">0 to 999,999,999, always after the second.</param>
internal readonly record struct UnixTime(long Seconds, int Nanoseconds)
{
    private const int PerSecond = 1_000_000_000;
    private const int Digits = 9;

    internal static UnixTime Of(DateTime utc)
    {
        (long seconds, long ticks) = Math.DivRem((utc - DateTime.UnixEpoch).Ticks, TimeSpan.TicksPerSecond);
        return ticks < 0
            ? new UnixTime(seconds - 1, (int)((ticks + TimeSpan.TicksPerSecond) * TimeSpan.NanosecondsPerTick))
            : new UnixTime(seconds, (int)(ticks * TimeSpan.NanosecondsPerTick));
    }

    /// <summary>Returns the moment, or <see langword="null"/> if it lies before the year 1 or after 9999.</summary>
    internal DateTime? ToDateTime() =>
        Seconds >= -62_135_596_800 && Seconds <= 253_402_300_799
            ? DateTime.UnixEpoch.AddSeconds(Seconds).AddTicks(Nanoseconds / TimeSpan.NanosecondsPerTick)
            : null;

    /// <summary>Returns the moment as a pax record has it: <c>1732417200.25</c>, <c>-1.5</c>.</summary>
    internal string ToDecimal()
    {
        if (Nanoseconds == 0)
        {
            return Seconds.ToString(CultureInfo.InvariantCulture);
        }

        (string sign, long whole, int part) = Seconds < 0 ? ("-", -(Seconds + 1), PerSecond - Nanoseconds) : ("", Seconds, Nanoseconds);
        return string.Create(CultureInfo.InvariantCulture, $"{sign}{whole}.{part:D9}").TrimEnd('0');
    }

    /// <summary>Reads what <see cref="ToDecimal"/> writes; digits beyond nanoseconds are dropped.</summary>
    internal static bool TryParse(ReadOnlySpan<byte> text, out UnixTime time)
    {
        time = default;
        bool negative = text is [(byte)'-', ..];
        text = negative ? text[1..] : text;
        int point = text.IndexOf((byte)'.');
        ReadOnlySpan<byte> fraction = point < 0 ? [] : text[(point + 1)..];
        if (!TarNumber.TryParseDecimal(point < 0 ? text : text[..point], out long whole) || fraction.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            return false;
        }

        int part = 0;
        for (int i = 0; i < Digits; i++)
        {
            part = (part * 10) + (i < fraction.Length ? fraction[i] - '0' : 0);
        }

        time = (negative, part) switch
        {
            (false, _) => new UnixTime(whole, part),
            (true, 0) => new UnixTime(-whole, 0),
            _ => new UnixTime(-whole - 1, PerSecond - part),
        };
        return true;
    }
}
