using System.CommandLine;
using BackupSh.Cli.Files;

namespace BackupSh.Cli.Commands;

/// <summary><c>--output FILE|- --replace</c>.</summary>
internal sealed class OutputOptions(string defaultName)
{
    internal Option<string?> Output { get; } = new("--output", "-o")
    {
        Description = $"The file to write, or - for standard output. The file appears only when it is whole. Default: {defaultName}.",
        HelpName = "FILE",
    };

    internal Option<bool> Replace { get; } = new("--replace") { Description = "Replace an existing file, once the new one is whole." };

    /// <summary>Opens what the command line names.</summary>
    internal ByteOutput Open(ParseResult parsed, CliEnvironment environment, Func<string> defaultPath) =>
        ByteOutput.Open(environment, parsed.GetValue(Output) ?? defaultPath(), parsed.GetValue(Replace));
}
