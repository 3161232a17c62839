using System.CommandLine;
using BackupSh.Cli.Configuration;
using BackupSh.Cli.Output;

namespace BackupSh.Cli.Commands;

/// <summary>What a command works with that needs neither configuration nor engine.</summary>
/// <param name="Parsed">The command line.</param>
/// <param name="Environment">What surrounds the call.</param>
/// <param name="Error">Standard error.</param>
/// <param name="Progress">Shows how far the command is.</param>
/// <param name="Verbose">Whether to log what happens.</param>
internal sealed record BareContext(
    ParseResult Parsed, CliEnvironment Environment, StandardError Error, ProgressDisplay Progress, bool Verbose)
{
    /// <summary>Puts the engine of a configuration file together.</summary>
    internal CliHost Open(ConfigurationFile file, HostUse use = HostUse.Command) => CliHost.Create(file, Error, Verbose, Environment.Time, use);
}
