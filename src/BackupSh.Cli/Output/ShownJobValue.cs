namespace BackupSh.Cli.Output;

/// <summary>A value of a job, with where it comes from.</summary>
internal sealed record ShownJobValue(string Key, string Value, string Origin);
