namespace BackupSh.Events;

/// <summary>Something that happened. Made of primitives, so that it can be sent anywhere.</summary>
/// <param name="Time">When, UTC.</param>
/// <param name="RunId">The run it belongs to.</param>
public abstract record BackupEvent(DateTimeOffset Time, string RunId);
