namespace BackupSh.Catalog.History;

/// <summary>A run, as the history remembers it.</summary>
/// <param name="RunId">The run's id.</param>
/// <param name="Job">The job's name.</param>
/// <param name="Started">When it started.</param>
/// <param name="Status"><c>Running</c> (or ended without a word), <c>Succeeded</c>, <c>PartiallySucceeded</c>, <c>Failed</c> or <c>Cancelled</c>.</param>
/// <param name="Backups">What it made or tried to make.</param>
public sealed record RunRecord(string RunId, string Job, DateTimeOffset Started, string Status, IReadOnlyList<RunBackupRecord> Backups)
{
    /// <summary>Gets how long it took; <see langword="null"/> as long as it runs, or if it was cancelled.</summary>
    public TimeSpan? Duration { get; init; }
}
