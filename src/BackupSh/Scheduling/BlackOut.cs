using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace BackupSh.Scheduling;

/// <summary>Hours in which no scheduled run starts, for example <c>Mon-Fri 08:00-18:00</c>.</summary>
/// <param name="Days">The days on which it begins; bit 0 is Sunday.</param>
/// <param name="From">When it begins, of the day.</param>
/// <param name="Until">When it ends; not after <paramref name="From"/> means on the next day.</param>
internal sealed record BlackOut(int Days, TimeOnly From, TimeOnly Until)
{
    private const int EveryDay = 0b111_1111;

    private static readonly string[] DayNames = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

    /// <summary>Reads a black-out.</summary>
    /// <param name="text">Hours such as <c>22:00-06:00</c>, with days before them if it is not every day: <c>Sat,Sun</c> or <c>Mon-Fri</c>.</param>
    /// <param name="blackOut">The black-out, or <see langword="null"/>.</param>
    internal static bool TryParse(string text, [NotNullWhen(true)] out BlackOut? blackOut)
    {
        string[] words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        int days = words.Length == 2 ? DaysOf(words[0]) : EveryDay;
        blackOut = words.Length is 1 or 2 && days != 0 && words[^1].Split('-') is [{ } from, { } until]
            && TryParse(from, out TimeOnly start) && TryParse(until, out TimeOnly end)
            ? new BlackOut(days, start, end)
            : null;
        return blackOut is not null;
    }

    /// <summary>Returns when the black-out ends that a moment lies in, or <see langword="null"/> if it lies in none.</summary>
    internal DateTimeOffset? EndAt(DateTimeOffset moment, TimeZoneInfo zone)
    {
        DateOnly today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, zone).DateTime);
        for (int back = 1; back >= 0; back--) // yesterday's may reach into today
        {
            DateOnly day = today.AddDays(-back);
            DateTimeOffset end = ZoneTimes.ToUtc((Until > From ? day : day.AddDays(1)).ToDateTime(Until), zone);
            if ((Days & (1 << (int)day.DayOfWeek)) != 0 && ZoneTimes.ToUtc(day.ToDateTime(From), zone) <= moment && moment < end)
            {
                return end;
            }
        }

        return null;
    }

    private static bool TryParse(string text, out TimeOnly time) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out time);

    private static int DaysOf(string text)
    {
        int days = 0;
        foreach (string part in text.Split(','))
        {
            int[] ends = [.. part.Split('-').Select(name => Array.FindIndex(DayNames, known => known.Equals(name, StringComparison.OrdinalIgnoreCase)))];
            if (ends.Length > 2 || ends.Contains(-1))
            {
                return 0;
            }

            for (int day = ends[0]; ; day = (day + 1) % 7)
            {
                days |= 1 << day;
                if (day == ends[^1])
                {
                    break;
                }
            }
        }

        return days;
    }
}
