using BackupSh.Catalog.Sync;

namespace BackupSh.Cli.Output;

/// <summary>What <c>problems</c> writes.</summary>
/// <param name="Complete">Whether every storage has answered.</param>
/// <param name="Problems">What is odd.</param>
/// <param name="Failures">The storages that could not be asked.</param>
internal sealed record ProblemsDocument(bool Complete, IReadOnlyList<ListedProblem> Problems, IReadOnlyList<StorageFailure> Failures)
{
    internal static ProblemsDocument Of(IReadOnlyList<SyncResult> results)
    {
        StorageFailure[] failures =
        [
            .. results.Where(result => result.Error is not null).Select(result => new StorageFailure(result.Storage, ShownError.Of(result.Error!))),
        ];
        return new(failures.Length == 0, [.. results.SelectMany(result => result.Problems).Select(ListedProblem.Of)], failures);
    }
}
