using System.CommandLine;

namespace BackupSh.Cli.Commands.Jobs;

/// <summary><c>backupsh jobs create JOB --source NAME --storage NAME</c>.</summary>
internal sealed class CreateJobCommand
{
    private readonly Argument<string> _name = new("name") { Description = "The new job's name." };
    private readonly Option<string> _source = new("--source") { Description = "What is backed up.", HelpName = "NAME", Required = true };

    private readonly Option<string[]> _storages = new("--storage")
    {
        Description = "Where to. May be given several times; the first is the primary one.",
        HelpName = "NAME",
        Required = true,
    };

    private readonly Option<string?> _schedule = new("--schedule") { Description = "When: a cron expression, or 'every 6 hours'. Default: by hand only.", HelpName = "TEXT" };
    private readonly Option<Dictionary<string, string>> _values = JobValueOption.Create();

    internal static Command Create(CommandFrame frame)
    {
        CreateJobCommand create = new();
        Command command = new("create", "Makes a job that lies in the catalog, beside those of the configuration file.")
        {
            create._name, create._source, create._storages, create._schedule, create._values,
        };
        JobsCommand.Bind(frame, command, JobsCommand.Changed, (context, token) =>
            context.Host.Jobs.CreateFromValuesAsync(context.Parsed.GetRequiredValue(create._name), create.Values(context.Parsed), token));
        return command;
    }

    private Dictionary<string, string> Values(ParseResult parsed)
    {
        Dictionary<string, string> values = new(parsed.GetValue(_values) ?? [], StringComparer.OrdinalIgnoreCase)
        {
            ["Source"] = parsed.GetRequiredValue(_source),
        };
        foreach ((int index, string storage) in parsed.GetRequiredValue(_storages).Index())
        {
            values[$"Storages:{index}:Name"] = storage;
        }

        if (parsed.GetValue(_schedule) is { } schedule)
        {
            values["Schedule"] = schedule;
        }

        return values;
    }
}
