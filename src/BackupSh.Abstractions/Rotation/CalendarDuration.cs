using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace BackupSh.Rotation;

/// <summary>A span of years, months, days and hours: <c>1y2m3d4h</c>. How long it is depends on where in the calendar it lies.</summary>
/// <remarks>Immutable. Twelve months are a year, seven days a week; a day is none of 24 hours, as clocks may change.
/// The default value is <see cref="Zero"/>.</remarks>
public readonly record struct CalendarDuration
{
    private const int DaysPerWeek = 7;
    private const int MonthsPerYear = 12;

    private CalendarDuration(int months, int days, int hours)
    {
        Months = months;
        Days = days;
        Hours = hours;
    }

    /// <summary>Gets the span of no length.</summary>
    public static CalendarDuration Zero => default;

    /// <summary>Gets the years and months, in months.</summary>
    public int Months { get; }

    /// <summary>Gets the weeks and days, in days.</summary>
    public int Days { get; }

    /// <summary>Gets the hours.</summary>
    public int Hours { get; }

    /// <summary>Gets a value indicating whether the span has no length.</summary>
    public bool IsZero => this == default;

    /// <summary>Makes a span.</summary>
    /// <param name="years">Years, 0 or more.</param>
    /// <param name="months">Months, 0 or more.</param>
    /// <param name="days">Days, 0 or more.</param>
    /// <param name="hours">Hours, 0 or more.</param>
    /// <returns>The span.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    /// <exception cref="OverflowException">There are too many months for a number of 32 bits.</exception>
    public static CalendarDuration Of(int years = 0, int months = 0, int days = 0, int hours = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(years);
        ArgumentOutOfRangeException.ThrowIfNegative(months);
        ArgumentOutOfRangeException.ThrowIfNegative(days);
        ArgumentOutOfRangeException.ThrowIfNegative(hours);
        return new CalendarDuration(checked((years * MonthsPerYear) + months), days, hours);
    }

    /// <summary>Reads a span.</summary>
    /// <param name="text">Numbers with <c>y</c>, <c>m</c> (months), <c>w</c>, <c>d</c> or <c>h</c>, each unit once, in any
    /// order, without spaces: <c>1y2m3d4h</c>, <c>14d</c>.</param>
    /// <param name="duration">The span.</param>
    /// <returns><see langword="true"/> if it is one. A span of no length is none.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out CalendarDuration duration)
    {
        duration = default;
        Dictionary<char, int> numbers = [];
        for (ReadOnlySpan<char> rest = text; rest.Length > 0;)
        {
            int digits = rest.IndexOfAnyExceptInRange('0', '9');
            if (digits < 1
                || !int.TryParse(rest[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out int number)
                || !"ymwdh".Contains(rest[digits], StringComparison.Ordinal)
                || !numbers.TryAdd(rest[digits], number))
            {
                return false;
            }

            rest = rest[(digits + 1)..];
        }

        return TryMake(numbers, out duration) && !duration.IsZero;
    }

    /// <summary>Reads a span.</summary>
    /// <param name="text">For example <c>1y2m3d4h</c>: see <see cref="TryParse"/>.</param>
    /// <returns>The span.</returns>
    /// <exception cref="FormatException">It is none.</exception>
    public static CalendarDuration Parse(string text) =>
        TryParse(text, out CalendarDuration duration)
            ? duration
            : throw new FormatException($"'{text}' is no span of time: for example 14d, or 1y2m3d4h, is expected.");

    /// <summary>Returns the text that <see cref="Parse"/> reads.</summary>
    /// <returns>For example <c>1y2m3d4h</c>; a span of no length is <c>0h</c>.</returns>
    public override string ToString()
    {
        StringBuilder text = new();
        Append(text, Months / MonthsPerYear, 'y');
        Append(text, Months % MonthsPerYear, 'm');
        Append(text, Days, 'd');
        Append(text, Hours, 'h');
        return text.Length > 0 ? text.ToString() : "0h";
    }

    private static bool TryMake(Dictionary<char, int> numbers, out CalendarDuration duration)
    {
        long months = ((long)numbers.GetValueOrDefault('y') * MonthsPerYear) + numbers.GetValueOrDefault('m');
        long days = ((long)numbers.GetValueOrDefault('w') * DaysPerWeek) + numbers.GetValueOrDefault('d');
        bool fits = months <= int.MaxValue && days <= int.MaxValue;
        duration = fits ? new CalendarDuration((int)months, (int)days, numbers.GetValueOrDefault('h')) : default;
        return fits;
    }

    private static void Append(StringBuilder text, int number, char unit)
    {
        if (number > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"{number}{unit}");
        }
    }
}
