namespace BackupSh.Catalog.History;

/// <summary>What an observer was told.</summary>
/// <param name="Time">When.</param>
/// <param name="Observer">The observer's type.</param>
/// <param name="Event">The event's type.</param>
/// <param name="RunId">The run that the event belongs to.</param>
/// <param name="Error">The type of what the observer threw, or <see langword="null"/> if it took the event.</param>
public sealed record NotificationRecord(DateTimeOffset Time, string Observer, string Event, string RunId, string? Error);
