namespace BackupSh.Catalog.History;

/// <summary>A run, as the history remembers it.</summary>
/// <param name="RunId">The run's id.</param>
/// <param name="Job">The job's name.</param>
/// <param name="Started">When it started.</param>
/// <param name="Status"><c>Running</c>, <c>Succeeded</c>, <c>PartiallySucceeded</c>, <c>Failed</c>, <c>Cancelled</c> or <c>Interrupted</c>: its process
/// has ended in the midst of it. A run that no schedule started stays <c>Running</c> then, because nobody can tell.</param>
/// <param name="Backups">What it made or tried to make.</param>
public sealed record RunRecord(string RunId, string Job, DateTimeOffset Started, string Status, IReadOnlyList<RunBackupRecord> Backups)
{
    /// <summary>Gets how long it took; <see langword="null"/> as long as it runs, or if it was cancelled or interrupted.</summary>
    public TimeSpan? Duration { get; init; }
}
