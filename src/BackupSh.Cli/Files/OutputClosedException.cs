namespace BackupSh.Cli.Files;

/// <summary>Whoever read standard output has stopped: <c>| head</c> has what it wants. Nobody is left to be told.</summary>
internal sealed class OutputClosedException : IOException;
