using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using BackupSh.Scheduling;
using Cronos;

namespace BackupSh.Configuration;

/// <summary>When a job runs: by a cron expression, or every so often.</summary>
/// <param name="Text">The schedule as it was written.</param>
/// <param name="IsActive">Whether it counts.</param>
/// <param name="Cron">The cron expression, or <see langword="null"/> for an interval.</param>
/// <param name="IntervalCount">The interval's number of units; 0 with a cron expression.</param>
/// <param name="IntervalUnit">The interval's unit; means nothing with a cron expression.</param>
internal sealed record JobSchedule(string Text, bool IsActive, CronExpression? Cron, int IntervalCount, ScheduleUnit IntervalUnit)
{
    /// <summary>Gets the time before which the schedule does not come, and from which an interval counts, on a clock of the
    /// job's zone; or <see langword="null"/>.</summary>
    internal DateTime? NextExecution { get; init; }

    /// <summary>The largest number in an interval, other than months.</summary>
    internal const int MaximumIntervalCount = 100_000;

    // Source: a hundred years, in months.
    internal const int MaximumIntervalMonths = 1_200;

    private const string Every = "every ";

    /// <summary>Reads a schedule.</summary>
    /// <param name="text">A cron expression of five or six fields, or <c>every N unit(s)</c>.</param>
    /// <param name="isActive">Whether it counts.</param>
    /// <param name="schedule">The schedule, or <see langword="null"/>.</param>
    /// <param name="reason">Why it is none, in words; empty if it is one.</param>
    internal static bool TryParse(string text, bool isActive, [NotNullWhen(true)] out JobSchedule? schedule, out string reason)
    {
        string trimmed = text.Trim();
        (schedule, reason) = trimmed.StartsWith(Every, StringComparison.OrdinalIgnoreCase)
            ? ParseInterval(trimmed, isActive)
            : ParseCron(trimmed, isActive);
        return schedule is not null;
    }

    /// <summary>Returns the first time after a moment, in UTC, or <see langword="null"/> if it never comes again.</summary>
    internal DateTimeOffset? Next(TimeZoneInfo zone, DateTimeOffset after)
    {
        if (Cron is null)
        {
            return IntervalTimes.Next(this, zone, after);
        }

        bool isInterval = CronTimes.IsInterval(Text);
        return NextExecution is { } first && ZoneTimes.ToUtc(first, zone) is var start && start > after
            ? CronTimes.Next(Cron, isInterval, zone, start.AddTicks(-1))
            : CronTimes.Next(Cron, isInterval, zone, after);
    }

    private static (JobSchedule? Schedule, string Reason) ParseInterval(string text, bool isActive)
    {
        const string expected = "after 'every' stand a number from 1 to 100000 (months: 1200) and minutes, hours, days, weeks or months";
        string[] words = text[Every.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length != 2 || !int.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out int count)
            || UnitOf(words[1]) is not { } unit
            || count < 1 || count > (unit == ScheduleUnit.Month ? MaximumIntervalMonths : MaximumIntervalCount))
        {
            return (null, expected);
        }

        return (new JobSchedule(text, isActive, Cron: null, count, unit), "");
    }

    private static (JobSchedule? Schedule, string Reason) ParseCron(string text, bool isActive)
    {
        int fields = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
        try
        {
            CronExpression cron = CronExpression.Parse(text, fields == 6 ? CronFormat.IncludeSeconds : CronFormat.Standard);
            return (new JobSchedule(text, isActive, cron, 0, default), "");
        }
        catch (Exception exception) when (exception is CronFormatException or MissingSeedException)
        {
            return (null, exception.Message);
        }
    }

    private static ScheduleUnit? UnitOf(string word)
    {
        foreach (ScheduleUnit unit in Enum.GetValues<ScheduleUnit>())
        {
            string name = unit.ToString();
            if (word.Equals(name, StringComparison.OrdinalIgnoreCase) || word.Equals(name + "s", StringComparison.OrdinalIgnoreCase))
            {
                return unit;
            }
        }

        return null;
    }
}
