using System.CommandLine;
using BackupSh.Backups;
using BackupSh.Cli.Output;

namespace BackupSh.Cli.Commands;

/// <summary><c>backupsh run JOB</c>.</summary>
internal static class RunCommand
{
    internal static Command Create(CommandFrame frame)
    {
        Argument<string> job = new("job") { Description = "The job's name." };
        Option<Dictionary<string, string>> labels = LabelOption.CreateMany(
            "A label for this run's backups, beside the job's own. May be given several times.");
        Command command = new("run", "Runs a job: backs up its source to its storages, and rotates.") { job, labels };
        frame.Bind(
            command,
            new Presentation<RunDocument>(CliJson.Default.RunDocument, RunText.Write) { IsData = _ => false },
            async (context, cancellationToken) =>
            {
                RunOptions options = new() { Labels = context.Parsed.GetValue(labels) ?? [], Progress = context.Progress };
                string name = context.Parsed.GetRequiredValue(job);
                RunResult result = await context.Host.Runner.RunAsync(name, options, cancellationToken).ConfigureAwait(false);
                return new Outcome<RunDocument>(ExitCode(result), RunDocument.Of(result));
            });
        return command;
    }

    // A job may be content with some of its storages. Whoever watches the exit code still wants to know of the others.
    private static int ExitCode(RunResult result) => result.Status switch
    {
        RunStatus.Failed => ExitCodes.Failed,
        RunStatus.Succeeded when result.Backups.All(backup => backup.Outcomes.All(outcome => outcome.IsCommitted)) => ExitCodes.Ok,
        _ => ExitCodes.SomeStoragesFailed,
    };
}
