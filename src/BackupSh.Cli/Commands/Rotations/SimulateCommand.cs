using System.CommandLine;
using System.Globalization;
using BackupSh.Cli.Output;
using BackupSh.Rotation;
using BackupSh.Shared;

namespace BackupSh.Cli.Commands.Rotations;

/// <summary><c>backupsh simulate JOB --backups N --every SPAN</c>: a job's rotation on backups that nobody has made.</summary>
internal static class SimulateCommand
{
    private const int DefaultBackups = 1_000;
    private const int MaximumBackups = 100_000;

    private static readonly CalendarDuration DefaultSpan = CalendarDuration.Of(days: 1);

    internal static Command Create(CommandFrame frame)
    {
        Argument<string> job = new("job") { Description = "The name of a job that has Simulation set." };
        Option<int?> backups = CountOption.Create("--backups", $"How many backups. Default: {DefaultBackups}.");
        Option<string?> every = new("--every") { Description = "How far apart: 4h, 1d, 1w, 1m (months). Default: 1d.", HelpName = "SPAN" };
        Command command = new("simulate", "Fills a job that is marked as simulation, and rotates it. No storage is touched.") { job, backups, every };
        frame.Bind(
            command,
            new Presentation<RotateDocument>(CliJson.Default.RotateDocument, RotateText.Write),
            async (context, cancellationToken) =>
            {
                string name = context.Parsed.GetRequiredValue(job);
                CommandFaults faults = new();
                List<DateTimeOffset> times = Times(
                    context.Environment.Time.GetUtcNow(), context.Parsed.GetValue(backups) ?? DefaultBackups, Span(context.Parsed.GetValue(every), faults), faults);
                faults.ThrowIfAny();
                IReadOnlyList<RotationResult> results = await context.Host.Rotation.SimulateAsync(name, times, cancellationToken).ConfigureAwait(false);
                int exitCode = ExitCodes.Of(results.Count(result => result.Error is not null), results.Count);
                return new Outcome<RotateDocument>(exitCode, RotateDocument.Of(name, dryRun: false, results));
            });
        return command;
    }

    private static CalendarDuration Span(string? text, CommandFaults faults)
    {
        CalendarDuration span = DefaultSpan;
        if (text is not null && !CalendarDuration.TryParse(text, out span))
        {
            faults.Add("--every", ErrorTexts.Error("BSH0753", text, "a span such as 4h, 1d, 1w or 1m"));
        }

        return span;
    }

    private static List<DateTimeOffset> Times(DateTimeOffset newest, int count, CalendarDuration span, CommandFaults faults)
    {
        List<DateTimeOffset> times = [];
        if (count > MaximumBackups)
        {
            faults.Add("--backups", ErrorTexts.Error("BSH0758", MaximumBackups));
            return times;
        }

        try
        {
            for (int i = 0; i < count; i++)
            {
                // Counted from the newest each time: a month that is too short must not move those before it.
                times.Add(newest.AddMonths(checked(-span.Months * i)).AddDays(-(double)span.Days * i).AddHours(-(double)span.Hours * i));
            }
        }
        catch (Exception exception) when (exception is ArgumentOutOfRangeException or OverflowException)
        {
            string text = string.Create(CultureInfo.InvariantCulture, $"{count} x {span}");
            faults.Add("--every", ErrorTexts.Error("BSH0753", text, "a span that does not go back beyond the year 1"));
        }

        return times;
    }
}
