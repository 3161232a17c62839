namespace BackupSh.Cli.Output;

/// <summary>A moment that a policy does not keep.</summary>
internal sealed record DeletedTime(string Time, string NearestMiss);
