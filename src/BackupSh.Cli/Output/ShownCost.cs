namespace BackupSh.Cli.Output;

/// <summary>What checks cost.</summary>
internal sealed record ShownCost(int Checks, int Calls, long ContentBytes);
