namespace BackupSh.Cli.Commands;

/// <summary>A command's result with its exit code.</summary>
internal sealed record Outcome<TDocument>(int ExitCode, TDocument Document);
