namespace BackupSh.Catalog;

/// <summary>What became of a backup's pin in one storage.</summary>
/// <param name="Backup">The backup's name without extension.</param>
/// <param name="Storage">The storage's name.</param>
/// <param name="Status">What became of it.</param>
/// <param name="Previous">What the pin said that was replaced or removed; <see langword="null"/> if there was none, or it
/// could not be read.</param>
/// <param name="Error">Why it failed, or <see langword="null"/>.</param>
public sealed record PinOutcome(string Backup, string Storage, PinStatus Status, BackupPin? Previous = null, BackupShError? Error = null);
