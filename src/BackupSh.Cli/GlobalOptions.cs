using System.CommandLine;
using BackupSh.Cli.Configuration;
using BackupSh.Cli.Output;

namespace BackupSh.Cli;

/// <summary>The options of every command.</summary>
internal sealed class GlobalOptions
{
    internal Option<string?> Config { get; } = new("--config")
    {
        Description = $"The configuration file. Default: {ConfigurationFile.Variable} of the environment, "
            + $"else {ConfigurationFile.DefaultName} in the working directory.",
        HelpName = "FILE",
        Recursive = true,
    };

    internal Option<bool> Json { get; } = new("--json")
    {
        Description = "Write one JSON document to standard output, for an error too.",
        Recursive = true,
    };

    internal Option<bool> Verbose { get; } = new("--verbose")
    {
        Description = "Log to standard error what happens, with the whole story of unexpected errors.",
        Recursive = true,
    };

    internal Option<bool> Quiet { get; } = new("--quiet")
    {
        Description = "Write only errors, warnings and the data that was asked for: no progress, no word of success.",
        Recursive = true,
    };

    internal Option<ColorChoice> Color { get; } = CreateColor();

    /// <summary>Adds the options to the tool, and says which do not go together.</summary>
    internal void AddTo(Command root)
    {
        foreach (Option option in (Option[])[Config, Json, Verbose, Quiet, Color])
        {
            root.Add(option);
        }
    }

    /// <summary>Returns the first fault that no single option has, or null.</summary>
    internal string? FaultOf(ParseResult parsed) =>
        parsed.GetValue(Quiet) && parsed.GetValue(Verbose) ? "--quiet and --verbose do not go together." : null;

    /// <summary>Opens the streams to people as a command line asks for; a faulty one gets the defaults.</summary>
    internal ScreenSet Open(ParseResult parsed, CliEnvironment environment) =>
        new(environment, parsed.GetResult(Color) is { } color && !color.Errors.Any() ? parsed.GetValue(Color) : ColorChoice.Auto, parsed.GetValue(Quiet));

    private static Option<ColorChoice> CreateColor()
    {
        Option<ColorChoice> color = new("--color")
        {
            Description = "Colours: auto (on a terminal, unless NO_COLOR is set or TERM is dumb), always or never.",
            HelpName = "WHEN",
            Recursive = true,
            CustomParser = result =>
            {
                string text = result.Tokens[0].Value;
                if (Enum.GetNames<ColorChoice>().Contains(text, StringComparer.OrdinalIgnoreCase))
                {
                    return Enum.Parse<ColorChoice>(text, ignoreCase: true);
                }

                result.AddError($"'{text}' is no choice for --color: write auto, always or never.");
                return ColorChoice.Auto;
            },
        };
        color.CompletionSources.Clear();
        color.CompletionSources.Add("auto", "always", "never");
        return color;
    }
}
