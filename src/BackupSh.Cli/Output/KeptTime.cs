namespace BackupSh.Cli.Output;

/// <summary>A moment that a policy keeps.</summary>
internal sealed record KeptTime(string Time, IReadOnlyList<string> Reasons);
