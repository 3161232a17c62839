using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace BackupSh.Cli.Commands.Rotations;

/// <summary>Reads a moment as ISO 8601 writes it.</summary>
internal static partial class GivenTimeParser
{
    private const int Billion = 9;
    private const int BillionthsPerTick = 100;

    /// <summary>Reads a moment.</summary>
    /// <param name="text">A date, perhaps with a time to the minute, the second or up to nine digits of it, and an offset; without
    /// offset it is UTC. Hyphens and colons may be left out together; a space may stand for the T.</param>
    /// <param name="time">The moment.</param>
    /// <param name="reason">Why it is none.</param>
    internal static bool TryParse(string text, [NotNullWhen(true)] out GivenTime? time, out string reason)
    {
        time = null;
        Match match = Form().Match(text);
        if (!match.Success)
        {
            reason = "it has not the form 2026-11-24T03:00:00Z";
            return false;
        }

        if (Number(match, "second") == 60)
        {
            reason = "leap seconds have no place on the clocks that computers go by";
            return false;
        }

        reason = "there is no such date or time of day";
        if (!IsOfCalendar(match) || Offset(match) is not { } offset)
        {
            return false;
        }

        DateTime local = new(Number(match, "year"), Number(match, "month"), Number(match, "day"), Number(match, "hour"), Number(match, "minute"), Number(match, "second"));
        int billionths = int.Parse(match.Groups["fraction"].Value.PadRight(Billion, '0'), NumberStyles.None, CultureInfo.InvariantCulture);
        long ticks = local.Ticks + (billionths / BillionthsPerTick);
        reason = "it is not between the years 1 and 9999 UTC";
        if (ticks - offset.Ticks < DateTimeOffset.MinValue.Ticks || ticks - offset.Ticks > DateTimeOffset.MaxValue.Ticks)
        {
            return false;
        }

        time = new GivenTime(text, new DateTimeOffset(ticks, offset), billionths % BillionthsPerTick);
        return true;
    }

    private static bool IsOfCalendar(Match match) =>
        Number(match, "year") >= 1
        && Number(match, "month") is >= 1 and <= 12
        && Number(match, "day") >= 1 && Number(match, "day") <= DateTime.DaysInMonth(Number(match, "year"), Number(match, "month"))
        && Number(match, "hour") <= 23 && Number(match, "minute") <= 59 && Number(match, "second") <= 59;

    // Source: the zones of the earth lie between -12 and +14 hours; .NET takes 14 both ways.
    private static TimeSpan? Offset(Match match)
    {
        TimeSpan offset = new(Number(match, "offsetHours"), Number(match, "offsetMinutes"), 0);
        bool isValid = Number(match, "offsetMinutes") <= 59 && offset <= TimeSpan.FromHours(14);
        return !isValid ? null : match.Groups["sign"].Value == "-" ? -offset : offset;
    }

    private static int Number(Match match, string group) =>
        match.Groups[group] is { Success: true } found ? int.Parse(found.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : 0;

    private const string Clock = @"(?<hour>[0-9]{2}):(?<minute>[0-9]{2})(:(?<second>[0-9]{2})([.,](?<fraction>[0-9]{1,9}))?)?";
    private const string BasicClock = @"(?<hour>[0-9]{2})(?<minute>[0-9]{2})((?<second>[0-9]{2})([.,](?<fraction>[0-9]{1,9}))?)?";
    private const string Zone = @"([Zz]|(?<sign>[+-])(?<offsetHours>[0-9]{2})(:?(?<offsetMinutes>[0-9]{2}))?)?";

    [GeneratedRegex(
        @"^((?<year>[0-9]{4})-(?<month>[0-9]{2})-(?<day>[0-9]{2})([Tt ]" + Clock + Zone + @")?"
        + @"|(?<year>[0-9]{4})(?<month>[0-9]{2})(?<day>[0-9]{2})([Tt]" + BasicClock + Zone + @")?)\z",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
