namespace BackupSh.Events;

/// <summary>A series was rotated, or the attempt has failed.</summary>
/// <param name="Time">When, UTC.</param>
/// <param name="RunId">The run, or an id of the rotation's own if it was started by hand.</param>
/// <param name="Storage">The storage's name.</param>
/// <param name="Database">The database, as file names spell it.</param>
/// <param name="Deleted">The backups that are gone, oldest first.</param>
/// <param name="Error">The error in one line, or <see langword="null"/>.</param>
public sealed record RotationEnded(
    DateTimeOffset Time, string RunId, string Storage, string Database, IReadOnlyList<string> Deleted, string? Error) : BackupEvent(Time, RunId);
