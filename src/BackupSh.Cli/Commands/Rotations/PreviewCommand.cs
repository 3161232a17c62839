using System.CommandLine;
using BackupSh.Cli.Output;
using BackupSh.Rotation;

namespace BackupSh.Cli.Commands.Rotations;

/// <summary><c>backupsh rotation preview JOB --rule …</c>: what saving a policy would change.</summary>
internal static class PreviewCommand
{
    internal static Command Create(CommandFrame frame)
    {
        PolicyOptions policyOptions = new();
        Argument<string> job = new("job") { Description = "The job's name." };
        Command command = new("preview", "Says what another policy would keep and delete of a job's backups. Nothing is deleted.") { job };
        policyOptions.AddTo(command);
        frame.Bind(
            command,
            new Presentation<PreviewDocument>(CliJson.Default.PreviewDocument, PreviewText.Write),
            async (context, cancellationToken) =>
            {
                string name = context.Parsed.GetRequiredValue(job);
                CommandFaults faults = new();
                TimeZoneInfo zone = policyOptions.ReadZone(context.Parsed, faults) ?? context.Host.Rotation.GetTimeZone(name);
                RotationPolicy? policy = policyOptions.Read(context.Parsed, zone, usesRecordedOffset: false, faults);
                faults.ThrowIfAny();
                IReadOnlyList<RotationPreview> previews = await context.Host.Rotation
                    .PreviewAsync(name, policy!, cancellationToken).ConfigureAwait(false);
                int exitCode = ExitCodes.Of(previews.Count(preview => preview.Error is not null), previews.Count);
                return new Outcome<PreviewDocument>(exitCode, PreviewDocument.Of(name, policy!, previews));
            });
        return command;
    }
}
