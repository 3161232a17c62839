using System.CommandLine;
using BackupSh.Cli.Output;
using BackupSh.Jobs;

namespace BackupSh.Cli.Commands.Jobs;

/// <summary><c>backupsh jobs delete JOB</c>.</summary>
internal static class DeleteJobCommand
{
    internal static Command Create(CommandFrame frame)
    {
        Argument<string> name = JobsCommand.CreateName();
        Option<bool> yes = new("--yes", "-y") { Description = "Do not ask." };
        Command command = new("delete", "Deletes a job that 'jobs create' has made. Its backups stay.") { name, yes };
        frame.Bind(
            command,
            new Presentation<DeletedJobDocument>(CliJson.Default.DeletedJobDocument, JobsText.WriteDeleted) { IsData = _ => false },
            async (context, cancellationToken) =>
            {
                BackupJob job = await context.Host.Jobs.GetAsync(context.Parsed.GetRequiredValue(name), cancellationToken).ConfigureAwait(false);
                if (!job.IsReadOnly && !context.Parsed.GetValue(yes))
                {
                    string question = $"Delete job '{job.Name}'? Its backups stay, and are not rotated any more.";
                    await DeletionQuestion.AskAsync(context, job.Name, question, cancellationToken).ConfigureAwait(false);
                }

                await context.Host.Jobs.DeleteAsync(job.Name, cancellationToken).ConfigureAwait(false);
                return new Outcome<DeletedJobDocument>(ExitCodes.Ok, new DeletedJobDocument(job.Name));
            },
            HostUse.Catalog);
        return command;
    }
}
