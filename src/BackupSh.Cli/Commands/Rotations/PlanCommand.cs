using System.CommandLine;
using BackupSh.Cli.Output;
using BackupSh.Rotation;
using BackupSh.Shared;

namespace BackupSh.Cli.Commands.Rotations;

/// <summary><c>backupsh rotation plan --rule … --times FILE|-</c>: the planner alone, for scripts.</summary>
internal static class PlanCommand
{
    internal static Command Create(CommandFrame frame)
    {
        PolicyOptions policyOptions = new();
        Option<string?> times = new("--times") { Description = "A file with one moment a line (ISO 8601), or - for standard input.", HelpName = "FILE" };
        Option<DateTimeOffset?> now = TimeOption.Create(
            "--now", "The present: moments more than an hour later are kept, and count for no rule. Default: no moment is the future.");
        Command command = new("plan", "Says which of the moments in a file a policy keeps, and why. Reads no configuration and no clock.") { times, now };
        policyOptions.AddTo(command);
        frame.RefuseConfiguration(command);
        frame.BindBare(
            command,
            new Presentation<TimesDocument>(CliJson.Default.TimesDocument, TimesText.Write),
            async (context, cancellationToken) =>
            {
                ParseResult parsed = context.Parsed;
                CommandFaults faults = new();
                TimeZoneInfo? zone = policyOptions.ReadZone(parsed, faults);
                RotationPolicy? policy = policyOptions.Read(parsed, zone, usesRecordedOffset: zone is null, faults);
                string? file = parsed.GetValue(times);
                if (file is null)
                {
                    faults.Add("--times", ErrorTexts.Error("BSH0759", "--times FILE", "rotation plan"));
                }

                List<GivenTime> given = file is null ? [] : await GivenTimes.ReadAsync(file, context.Environment, faults, cancellationToken).ConfigureAwait(false);
                faults.ThrowIfAny();
                RotationPlan plan = RotationPlanner.Plan(policy!, GivenTimes.ToCandidates(given), parsed.GetValue(now) ?? DateTimeOffset.MaxValue);
                return new Outcome<TimesDocument>(ExitCodes.Ok, TimesDocument.Of(plan));
            });
        return command;
    }
}
