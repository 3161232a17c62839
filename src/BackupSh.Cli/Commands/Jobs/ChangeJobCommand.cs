using System.CommandLine;

namespace BackupSh.Cli.Commands.Jobs;

/// <summary><c>backupsh jobs change JOB --set KEY=VALUE</c>.</summary>
internal static class ChangeJobCommand
{
    internal static Command Create(CommandFrame frame)
    {
        Argument<string> name = JobsCommand.CreateName();
        Option<Dictionary<string, string>> values = JobValueOption.Create();
        values.Required = true;
        Command command = new("change", "Changes a job that 'jobs create' has made. KEY= without a value goes back to the default.") { name, values };
        JobsCommand.Bind(frame, command, JobsCommand.Changed, (context, token) =>
            context.Host.Jobs.ChangeValuesAsync(context.Parsed.GetRequiredValue(name), context.Parsed.GetRequiredValue(values), token));
        return command;
    }
}
