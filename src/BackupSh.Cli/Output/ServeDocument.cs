namespace BackupSh.Cli.Output;

/// <summary>What <c>serve</c> writes at its end.</summary>
/// <param name="Status"><c>stopped</c>.</param>
internal sealed record ServeDocument(string Status);
