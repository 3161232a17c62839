namespace BackupSh.Cli.Output;

/// <summary>A fault of the configuration or of what a command was given, with the place that has it.</summary>
internal sealed record ShownFault(string Path, string Code, string Message, string Hint);
