using System.CommandLine;
using System.Globalization;
using BackupSh.Rotation;
using BackupSh.Shared;

namespace BackupSh.Cli.Commands.Rotations;

/// <summary>The options that say a policy, with the words of the configuration.</summary>
internal sealed class PolicyOptions
{
    private readonly Option<string[]> _rules = new("--rule")
    {
        Description = "A rule, any number of times: last, hourly, daily, weekly, monthly, quarterly or yearly, '=', and disabled, "
            + "unlimited or a number from 1; perhaps ',max-age=1y2m3d4h' and ',pick=oldest'.",
        HelpName = "TIER=LIMIT",
    };

    private readonly Option<string?> _timeZone = new("--time-zone")
    {
        Description = "The zone whose calendar cuts time into periods, for example Europe/Berlin.",
        HelpName = "ID",
    };

    private readonly Option<string?> _weekStart = new("--week-start") { Description = "The day that weeks begin with. Default: monday.", HelpName = "DAY" };

    private readonly Option<string?> _dayStart = new("--day-start") { Description = "When a day begins, for example 04:00. Default: 00:00.", HelpName = "HH:MM" };

    private readonly Option<string?> _profile = new("--profile")
    {
        Description = "Whose rotation to reproduce: standard (default), awkhad or restic.",
        HelpName = "NAME",
    };

    private readonly Option<string?> _minimumKeep = new("--minimum-keep")
    {
        Description = "How many of the newest backups are kept whatever the rules say. Default: 1.",
        HelpName = "N",
    };

    private readonly Option<bool> _keepOldest = new("--keep-oldest-while-short")
    {
        Description = "Keep the oldest backup too while a rule has kept fewer periods than its limit.",
    };

    internal void AddTo(Command command)
    {
        foreach (Option option in new Option[] { _rules, _timeZone, _weekStart, _dayStart, _profile, _minimumKeep, _keepOldest })
        {
            command.Add(option);
        }
    }

    /// <summary>Reads the zone that is named.</summary>
    /// <returns>The zone; null if none is named, or there is none of the name, which is told.</returns>
    internal TimeZoneInfo? ReadZone(ParseResult parsed, CommandFaults faults)
    {
        if (parsed.GetValue(_timeZone) is not { } id)
        {
            return null;
        }

        if (!TimeZoneInfo.TryFindSystemTimeZoneById(id, out TimeZoneInfo? zone))
        {
            faults.Add("--time-zone", ErrorTexts.Error("BSH0754", id));
        }

        return zone;
    }

    /// <summary>Reads the policy.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="zone">The zone, or null for UTC.</param>
    /// <param name="usesRecordedOffset">Whether times come with offsets of their own, which restic goes by if no zone is named.</param>
    /// <param name="faults">Takes everything that is wrong.</param>
    /// <returns>The policy; null if it has a fault.</returns>
    internal RotationPolicy? Read(ParseResult parsed, TimeZoneInfo? zone, bool usesRecordedOffset, CommandFaults faults)
    {
        CommandFaults own = new();
        Dictionary<RotationTier, RotationRule> rules = RuleArguments.Read(parsed.GetValue(_rules) ?? [], faults, out bool allAreRead);
        RotationProfile profile = Word(parsed, _profile, RotationProfile.Standard, faults);
        RotationSettings settings = new()
        {
            Profile = profile,
            WeekStart = Word(parsed, _weekStart, DayOfWeek.Monday, faults),
            DayStart = DayStart(parsed.GetValue(_dayStart), faults),
            MinimumKeep = MinimumKeep(parsed.GetValue(_minimumKeep), faults),
            KeepOldestWhileShort = parsed.GetValue(_keepOldest),
            UseRecordedOffset = usesRecordedOffset && profile == RotationProfile.Restic,
        };
        foreach (BackupShError fault in RotationPolicy.FindFaults(rules, zone, settings))
        {
            // Whoever wrote only wrong rules knows from them that there is none.
            if (allAreRead || fault.Code != "BSH0040")
            {
                faults.Add("--rule", fault);
                own.Add("--rule", fault);
            }
        }

        return allAreRead && own.IsEmpty ? new RotationPolicy(rules, zone, settings) : null;
    }

    private static T Word<T>(ParseResult parsed, Option<string?> option, T otherwise, CommandFaults faults)
        where T : struct, Enum
    {
        if (parsed.GetValue(option) is not { } word)
        {
            return otherwise;
        }

        string? name = Array.Find(Enum.GetNames<T>(), name => string.Equals(name, word, StringComparison.OrdinalIgnoreCase));
        if (name is null)
        {
            faults.Add(option.Name, ErrorTexts.Error("BSH0753", word, string.Join(", ", Enum.GetNames<T>().Select(known => known.ToLowerInvariant()))));
        }

        return name is null ? otherwise : Enum.Parse<T>(name);
    }

    private static TimeSpan DayStart(string? text, CommandFaults faults)
    {
        if (!TimeSpan.TryParseExact(text ?? "00:00", @"hh\:mm", CultureInfo.InvariantCulture, out TimeSpan time))
        {
            faults.Add("--day-start", ErrorTexts.Error("BSH0753", text, "a time of day such as 04:00"));
        }

        return time;
    }

    private static int MinimumKeep(string? text, CommandFaults faults)
    {
        if (int.TryParse(text ?? "1", NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count > 0)
        {
            return count;
        }

        faults.Add("--minimum-keep", ErrorTexts.Error("BSH0753", text, "a whole number from 1"));
        return 1;
    }
}
