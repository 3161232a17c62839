using System.CommandLine;
using BackupSh.Backups;
using BackupSh.Cli.Output;

namespace BackupSh.Cli.Commands;

/// <summary>What a command works with that needs neither configuration nor engine.</summary>
internal sealed record BareContext(ParseResult Parsed, CliEnvironment Environment, StandardError Error, IProgress<BackupProgress> Progress);
