namespace BackupSh.Scheduling;

/// <summary>Where the catalog was when schedules began to run, or when somebody last confirmed it.</summary>
/// <param name="Home">What the store said.</param>
internal sealed record ConfirmedHome(string Home);
