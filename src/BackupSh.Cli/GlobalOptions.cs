using System.CommandLine;
using BackupSh.Cli.Configuration;

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
}
