namespace BackupSh.Cli.Output;

/// <summary>What <c>completion</c> writes.</summary>
internal sealed record CompletionDocument(string Shell, string Script);
