namespace BackupSh.Configuration;

/// <summary>How long backups are locked.</summary>
/// <param name="Time">From the moment at which each object is uploaded.</param>
/// <param name="Path">Where the configuration says so.</param>
internal sealed record LockDuration(TimeSpan Time, string Path);
