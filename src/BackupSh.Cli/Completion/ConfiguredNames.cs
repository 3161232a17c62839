using System.CommandLine;
using System.CommandLine.Completions;
using BackupSh.Cli.Configuration;

namespace BackupSh.Cli.Completion;

/// <summary>Completes the names that the configuration file has. No storage is asked: a shell waits while it completes.</summary>
internal sealed class ConfiguredNames(CliEnvironment environment, GlobalOptions options)
{
    // By the names that all commands use for one thing.
    private static readonly Dictionary<string, (string Section, string Prefix)> Completed = new(StringComparer.Ordinal)
    {
        ["job"] = ("Jobs", ""),
        ["backup"] = ("Sources", "latest:"),
        ["--job"] = ("Jobs", ""),
        ["--storage"] = ("Storages", ""),
        ["--source"] = ("Sources", ""),
    };

    /// <summary>Gives every argument and option of a command, and of those below it, the names that fit.</summary>
    internal void AddTo(Command command)
    {
        foreach (Argument argument in command.Arguments)
        {
            AddTo(argument.Name, argument.CompletionSources);
        }

        foreach (Option option in command.Options)
        {
            AddTo(option.Name, option.CompletionSources);
        }

        foreach (Command below in command.Subcommands)
        {
            AddTo(below);
        }
    }

    private void AddTo(string name, List<Func<CompletionContext, IEnumerable<CompletionItem>>> sources)
    {
        if (Completed.TryGetValue(name, out (string Section, string Prefix) completed))
        {
            sources.Add(context => NamesUnder(completed.Section, context.ParseResult).Select(found => new CompletionItem(completed.Prefix + found)));
        }
    }

    private IReadOnlyList<string> NamesUnder(string section, ParseResult parsed)
    {
        try
        {
            return ConfigurationFile.Open(parsed.GetValue(options.Config), environment).NamesUnder(section);
        }
        catch (Exception exception) when (exception is BackupShException or InvalidOperationException)
        {
            // There is nothing to complete with. What is wrong with the file or the line, the command itself will say.
            return [];
        }
    }
}
