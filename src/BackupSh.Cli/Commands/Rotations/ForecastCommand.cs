using System.CommandLine;
using System.Globalization;
using BackupSh.Cli.Output;
using BackupSh.Rotation;
using BackupSh.Shared;

namespace BackupSh.Cli.Commands.Rotations;

/// <summary><c>backupsh rotation simulate --schedule … --rule …</c>: what a policy leaves after years.</summary>
internal static class ForecastCommand
{
    // Source: one a minute for a year and a half; more say nothing new, and take minutes.
    private const int MaximumBackups = 1_000_000;

    private const int DefaultYears = 10;
    private const int MaximumYears = 1_000;

    internal static Command Create(CommandFrame frame)
    {
        PolicyOptions policyOptions = new();
        Option<string?> schedule = new("--schedule")
        {
            Description = "When backups are made: a cron expression, or for example 'every 4 hours'.",
            HelpName = "SCHEDULE",
        };
        Option<int?> years = CountOption.Create("--years", $"How long. Default: {DefaultYears}.");
        Option<DateTimeOffset?> from = TimeOption.Create("--from", "When the first backup is made at the earliest. Default: now.");
        Option<long?> size = SizeOption.Create("--size", "How large a backup is, for example 250MiB: says how much storage that takes.");
        Command command = new("simulate", "Says which restore points a policy leaves after years, how many at most, and how far back.") { schedule, years, from, size };
        policyOptions.AddTo(command);
        frame.RefuseConfiguration(command);
        frame.BindBare(
            command,
            new Presentation<ForecastDocument>(CliJson.Default.ForecastDocument, ForecastText.Write),
            (context, _) =>
            {
                ParseResult parsed = context.Parsed;
                CommandFaults faults = new();
                TimeZoneInfo? zone = policyOptions.ReadZone(parsed, faults);
                RotationPolicy? policy = policyOptions.Read(parsed, zone, usesRecordedOffset: false, faults);
                DateTimeOffset start = parsed.GetValue(from) ?? WholeSecond(context.Environment.Time.GetUtcNow());
                DateTimeOffset[] times = Times(parsed.GetValue(schedule), zone ?? TimeZoneInfo.Utc, start, parsed.GetValue(years) ?? DefaultYears, faults);
                faults.ThrowIfAny();
                RotationForecast forecast = RotationSimulation.Run(policy!, times);
                return Task.FromResult(new Outcome<ForecastDocument>(ExitCodes.Ok, ForecastDocument.Of(policy!, forecast, parsed.GetValue(size))));
            });
        return command;
    }

    private static DateTimeOffset[] Times(string? schedule, TimeZoneInfo zone, DateTimeOffset start, int years, CommandFaults faults)
    {
        if (schedule is null)
        {
            faults.Add("--schedule", ErrorTexts.Error("BSH0759", "--schedule SCHEDULE", "rotation simulate"));
            return [];
        }

        if (years > MaximumYears || start.Year + years > DateTimeOffset.MaxValue.Year)
        {
            faults.Add("--years", ErrorTexts.Error("BSH0753", years.ToString(CultureInfo.InvariantCulture), $"1 to {MaximumYears}, and not beyond the year 9999"));
            return [];
        }

        try
        {
            DateTimeOffset[] times = [.. ScheduledTimes.Of(schedule, zone, start, start.AddYears(years)).Take(MaximumBackups + 1)];
            if (times.Length > MaximumBackups)
            {
                faults.Add("--schedule", ErrorTexts.Error("BSH0758", MaximumBackups));
            }

            return times;
        }
        catch (BackupShException exception)
        {
            faults.Add("--schedule", exception.Error);
            return [];
        }
    }

    private static DateTimeOffset WholeSecond(DateTimeOffset time) => new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
}
