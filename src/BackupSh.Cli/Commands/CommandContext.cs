using System.CommandLine;
using BackupSh.Backups;

namespace BackupSh.Cli.Commands;

/// <summary>What a command works with.</summary>
internal sealed record CommandContext(ParseResult Parsed, CliHost Host, IProgress<BackupProgress> Progress);
