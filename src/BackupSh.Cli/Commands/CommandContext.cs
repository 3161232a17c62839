using System.CommandLine;
using BackupSh.Cli.Output;

namespace BackupSh.Cli.Commands;

/// <summary>What a command works with.</summary>
internal sealed record CommandContext(
    ParseResult Parsed, CliEnvironment Environment, StandardError Error, CliHost Host, ProgressDisplay Progress);
