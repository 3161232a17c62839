using System.Globalization;
using BackupSh.Options;
using BackupSh.Rotation;

namespace BackupSh.Configuration;

/// <summary>Reads rotation options from a configuration.</summary>
internal static class RotationOptionsReading
{
    private const string Expected =
        "disabled, unlimited or a whole number from 1, and after a comma perhaps max-age=1y2m3d4h or pick=oldest";

    internal static void Read(OptionsReader reader, RotationOptions rotation)
    {
        int faults = reader.Scope.Faults.Count;
        ReadRule(reader, nameof(rotation.Last), rule => rotation.Last = rule);
        ReadRule(reader, nameof(rotation.Hourly), rule => rotation.Hourly = rule);
        ReadRule(reader, nameof(rotation.Daily), rule => rotation.Daily = rule);
        ReadRule(reader, nameof(rotation.Weekly), rule => rotation.Weekly = rule);
        ReadRule(reader, nameof(rotation.Monthly), rule => rotation.Monthly = rule);
        ReadRule(reader, nameof(rotation.Quarterly), rule => rotation.Quarterly = rule);
        ReadRule(reader, nameof(rotation.Yearly), rule => rotation.Yearly = rule);
        reader.Text(nameof(rotation.TimeZone), text => rotation.TimeZone = text);
        reader.OneOf<RotationProfile>(nameof(rotation.Profile), value => rotation.Profile = value);
        reader.OneOf<DayOfWeek>(nameof(rotation.WeekStart), value => rotation.WeekStart = value);
        reader.Parsed<TimeSpan>(nameof(rotation.DayStart), value => rotation.DayStart = value, TimeOfDay, "a time of day such as 04:00");
        reader.Parsed<int>(nameof(rotation.MinimumKeep), value => rotation.MinimumKeep = value, Number, "a whole number");
        reader.Boolean(nameof(rotation.KeepOldestWhileShort), value => rotation.KeepOldestWhileShort = value);
        reader.Duration(nameof(rotation.FutureTolerance), value => rotation.FutureTolerance = value);
        reader.Parsed<int>(nameof(rotation.GuardCount), value => rotation.GuardCount = value, Number, "a whole number");
        reader.Parsed<int>(nameof(rotation.GuardPercent), value => rotation.GuardPercent = value, Number, "a whole number");
        reader.Boolean(nameof(rotation.AfterEachRun), value => rotation.AfterEachRun = value);
        rotation.IsSection = reader.Scope.Faults.Count == faults;
    }

    /// <summary>Reads <c>"Daily": "7,max-age=1y"</c>, or a section: <c>"Daily": { "Limit": 7, "MaxAge": "1y" }</c>.</summary>
    private static void ReadRule(OptionsReader reader, string key, Action<RotationRule> set)
    {
        if (!reader.IsSection(key))
        {
            reader.Parsed(key, set, text => RotationRule.TryParse(text, out RotationRule rule) ? rule : null, Expected);
            return;
        }

        reader.Section(key, section => ReadRule(section, set));
    }

    private static void ReadRule(OptionsReader section, Action<RotationRule> set)
    {
        RotationRule? limit = null;
        CalendarDuration? maxAge = null;
        RotationPick pick = RotationPick.Newest;
        int faults = section.Scope.Faults.Count;
        section.Parsed<RotationRule>("Limit", value => limit = value, Limit, "unlimited or a whole number from 1");
        section.Parsed<CalendarDuration>(
            "MaxAge",
            value => maxAge = value,
            text => CalendarDuration.TryParse(text, out CalendarDuration age) ? age : null,
            "an age such as 14d or 1y2m3d4h");
        section.OneOf<RotationPick>("Pick", value => pick = value);
        if (section.Scope.Faults.Count > faults || !section.Scope.Require("Limit", limit?.ToString()))
        {
            return;
        }

        RotationRule rule = limit!.Value.WithPick(pick);
        set(maxAge is { } age ? rule.WithMaxAge(age) : rule);
    }

    private static RotationRule? Limit(string text) =>
        RotationRule.TryParse(text, out RotationRule rule) && !rule.IsDisabled && !text.Contains(',', StringComparison.Ordinal) ? rule : null;

    private static TimeSpan? TimeOfDay(string text) =>
        TimeSpan.TryParseExact(text, @"hh\:mm", CultureInfo.InvariantCulture, out TimeSpan time) ? time : null;

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) ? number : null;
}
