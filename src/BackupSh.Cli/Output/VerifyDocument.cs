using BackupSh.Restore;

namespace BackupSh.Cli.Output;

/// <summary>What <c>verify</c> writes.</summary>
/// <param name="Complete">Whether every storage has answered.</param>
/// <param name="Results">One result for each copy.</param>
/// <param name="Failures">The storages that could not be asked.</param>
internal sealed record VerifyDocument(bool Complete, IReadOnlyList<VerifiedBackup> Results, IReadOnlyList<StorageFailure> Failures)
{
    internal static VerifyDocument Of(IEnumerable<VerificationResult> results, IReadOnlyList<StorageFailure> failures) =>
        new(failures.Count == 0, [.. results.Select(VerifiedBackup.Of)], failures);
}
