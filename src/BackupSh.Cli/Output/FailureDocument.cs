namespace BackupSh.Cli.Output;

/// <summary>What <c>--json</c> writes instead of a result, if there is none.</summary>
internal sealed record FailureDocument(FailureDetails Error);
