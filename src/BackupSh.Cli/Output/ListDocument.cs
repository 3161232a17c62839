using System.Text.Json.Serialization;
using BackupSh.Catalog;

namespace BackupSh.Cli.Output;

/// <summary>What <c>list</c> writes.</summary>
/// <param name="Complete">Whether every storage has answered.</param>
/// <param name="Backups">The backups, newest first, each storage's copy apart.</param>
/// <param name="Problems">What is odd in the storages, or null if nobody looked.</param>
/// <param name="Failures">The storages that could not be asked.</param>
internal sealed record ListDocument(
    bool Complete, IReadOnlyList<ListedBackup> Backups, IReadOnlyList<ListedProblem>? Problems, IReadOnlyList<StorageFailure> Failures)
{
    /// <summary>Gets a value indicating whether the text shows every problem, and not only how many there are.</summary>
    [JsonIgnore]
    internal bool ShowsProblems { get; private init; }

    internal static ListDocument Of(
        IEnumerable<BackupEntry> entries,
        IEnumerable<CatalogProblem>? problems,
        IReadOnlyList<StorageFailure> failures,
        bool showsProblems) =>
        new(
            failures.Count == 0,
            [.. entries.Select(ListedBackup.Of)],
            problems is null ? null : [.. problems.Select(ListedProblem.Of)],
            failures)
        {
            ShowsProblems = showsProblems,
        };
}
