using System.CommandLine;
using BackupSh.Cli.Output;
using BackupSh.Rotation;

namespace BackupSh.Cli.Commands;

/// <summary><c>backupsh rotate JOB [--dry-run] [--allow-mass-deletion]</c>.</summary>
internal static class RotateCommand
{
    internal static Command Create(CommandFrame frame)
    {
        Argument<string> job = new("job") { Description = "The job's name." };
        Option<bool> dryRun = new("--dry-run") { Description = "Only say what would be deleted and kept, and why." };
        Option<bool> allowMassDeletion = new("--allow-mass-deletion")
        {
            Description = "Consent to deleting what the rotation's guard would keep: look at a dry run before.",
        };
        Command command = new("rotate", "Deletes the backups that a job's rotation does not keep. Every successful run does it by itself.")
        {
            job, dryRun, allowMassDeletion,
        };
        frame.Bind(
            command,
            new Presentation<RotateDocument>(CliJson.Default.RotateDocument, RotateText.Write) { IsData = rotated => rotated.DryRun },
            async (context, cancellationToken) =>
            {
                string name = context.Parsed.GetRequiredValue(job);
                bool isDryRun = context.Parsed.GetValue(dryRun);
                IReadOnlyList<RotationResult> results = await context.Host.Rotation
                    .RotateAsync(name, new RotateOptions { DryRun = isDryRun, AllowMassDeletion = context.Parsed.GetValue(allowMassDeletion) }, cancellationToken).ConfigureAwait(false);
                int exitCode = ExitCodes.Of(results.Count(result => result.Error is not null), results.Count);
                return new Outcome<RotateDocument>(exitCode, RotateDocument.Of(name, isDryRun, results));
            });
        return command;
    }
}
