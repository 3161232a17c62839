using System.CommandLine;
using BackupSh.Cli.Output;
using BackupSh.Configuration;
using BackupSh.Jobs;

namespace BackupSh.Cli.Commands.Jobs;

/// <summary><c>backupsh jobs [show|create|change|pause|resume|delete|confirm]</c>.</summary>
internal static class JobsCommand
{
    internal static Command Create(CommandFrame frame)
    {
        Command command = new("jobs", "Lists the jobs with their next start; below it are the commands that change what lies in the catalog.")
        {
            ShowCommand(frame),
            CreateJobCommand.Create(frame),
            ChangeJobCommand.Create(frame),
            PauseCommand(frame),
            ResumeCommand(frame),
            DeleteJobCommand.Create(frame),
            ConfirmCommand(frame),
        };
        frame.Bind(
            command,
            new Presentation<JobsDocument>(CliJson.Default.JobsDocument, JobsText.Write),
            async (context, cancellationToken) =>
            {
                IReadOnlyList<BackupJob> jobs = await context.Host.Jobs.ListAsync(cancellationToken).ConfigureAwait(false);
                BackupShError? hold = await context.Host.Jobs.FindHoldAsync(cancellationToken).ConfigureAwait(false);
                return new Outcome<JobsDocument>(ExitCodes.Ok, JobsDocument.Of(jobs, hold));
            },
            HostUse.Catalog);
        return command;
    }

    internal static Argument<string> CreateName() => new("job") { Description = "The job's name." };

    /// <summary>Gets how a job is written after it was changed.</summary>
    internal static Presentation<JobDocument> Changed { get; } = new(CliJson.Default.JobDocument, JobsText.WriteState) { IsData = _ => false };

    /// <summary>Binds a command that makes a job what it is from now on.</summary>
    internal static void Bind(
        CommandFrame frame, Command command, Presentation<JobDocument> presentation, Func<CommandContext, CancellationToken, Task<BackupJob>> act) =>
        frame.Bind(
            command,
            presentation,
            async (context, cancellationToken) =>
                new Outcome<JobDocument>(ExitCodes.Ok, JobDocument.Of(await ActAsync(context, act, cancellationToken).ConfigureAwait(false))),
            HostUse.Catalog);

    private static async Task<BackupJob> ActAsync(
        CommandContext context, Func<CommandContext, CancellationToken, Task<BackupJob>> act, CancellationToken cancellationToken)
    {
        _ = context.Host.Jobs; // a fault of the configuration file shows here: what follows is of the command line
        try
        {
            return await act(context, cancellationToken).ConfigureAwait(false);
        }
        catch (BackupShConfigurationException exception)
        {
            CommandFaults faults = new();
            foreach (OptionsFault fault in exception.Faults)
            {
                faults.Add(fault.Path, fault.Error);
            }

            faults.ThrowIfAny();
            throw;
        }
    }

    private static Command ShowCommand(CommandFrame frame)
    {
        Argument<string> name = CreateName();
        Command command = new("show", "Shows a job, and where each of its values comes from.") { name };
        Presentation<JobDocument> presentation = new(CliJson.Default.JobDocument, JobsText.WriteOne);
        Bind(frame, command, presentation, (context, token) => context.Host.Jobs.GetAsync(context.Parsed.GetRequiredValue(name), token));
        return command;
    }

    private static Command PauseCommand(CommandFrame frame)
    {
        Argument<string> name = CreateName();
        Option<string> reason = TextOption.Create("--reason", "TEXT", "Why.");
        Command command = new("pause", "Keeps a job's schedules from starting it. By hand it runs all the same.") { name, reason };
        Bind(frame, command, Changed, (context, token) =>
            context.Host.Jobs.PauseAsync(context.Parsed.GetRequiredValue(name), context.Parsed.GetValue(reason), token));
        return command;
    }

    private static Command ResumeCommand(CommandFrame frame)
    {
        Argument<string> name = CreateName();
        Command command = new("resume", "Lets a job's schedules start it again. What came due meanwhile is not made up for.") { name };
        Bind(frame, command, Changed, (context, token) => context.Host.Jobs.ResumeAsync(context.Parsed.GetRequiredValue(name), token));
        return command;
    }

    private static Command ConfirmCommand(CommandFrame frame)
    {
        Command command = new("confirm", "Lets schedules run where the catalog is now: on a restored or copied host they wait for it.");
        frame.Bind(
            command,
            new Presentation<ConfirmedDocument>(CliJson.Default.ConfirmedDocument, JobsText.WriteConfirmed) { IsData = _ => false },
            async (context, cancellationToken) => new Outcome<ConfirmedDocument>(
                ExitCodes.Ok, new ConfirmedDocument(await context.Host.Jobs.ConfirmAsync(cancellationToken).ConfigureAwait(false))),
            HostUse.Catalog);
        return command;
    }
}
