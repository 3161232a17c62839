namespace BackupSh.Cli.Output;

/// <summary>A fault of the configuration.</summary>
internal sealed record ShownFault(string Path, string Code, string Message, string Hint);
