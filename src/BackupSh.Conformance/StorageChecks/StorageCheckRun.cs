using BackupSh.Storage;

namespace BackupSh.Conformance.StorageChecks;

/// <summary>One execution of a check on a storage, with names of its own.</summary>
internal sealed class StorageCheckRun(StorageConformance conformance, StorageCheck check) : CheckRun(check)
{
    private const int MarkLength = 12;
    private readonly string _prefix = $"{conformance.ScratchPrefix}{Guid.NewGuid().ToString("N")[..MarkLength]}-";
    private StorageScratch? _scratch;

    private protected override async Task ExecuteAsync(CancellationToken cancellationToken)
    {
        IBackupStorage storage = await conformance.OpenAsync(cancellationToken).ConfigureAwait(false);
        _scratch = new StorageScratch(conformance, _prefix, new RecordedStorage(storage, Trace), Trace, cancellationToken);
        await check.Run(_scratch).ConfigureAwait(false);
    }

    private protected override async Task<string?> CleanUpAsync(CancellationToken cancellationToken)
    {
        if (_scratch is not { } scratch)
        {
            return null;
        }

        // Whatever may have been stored under the names that were used, and whatever is listed besides.
        HashSet<string> names = [.. scratch.Names];
        await foreach (StorageObject found in scratch.Storage.ListAsync(_prefix, cancellationToken).ConfigureAwait(false))
        {
            names.Add(found.Name);
        }

        string[] own = [.. names.Where(name => name.StartsWith(_prefix, StringComparison.Ordinal) && ObjectName.IsValid(name))];
        List<string> left = [];
        foreach (string[] batch in own.Chunk(Math.Max(1, conformance.Traits.DeleteBatchNames)))
        {
            IReadOnlyList<DeleteOutcome> outcomes = await scratch.Storage.DeleteAsync(batch, cancellationToken).ConfigureAwait(false);
            left.AddRange(outcomes.Where(outcome => !outcome.IsGone).Select(outcome => $"{outcome.Name} ({outcome.Status}: {outcome.Error?.Message})"));
        }

        return left.Count == 0 ? null : "what it made could not be removed: " + string.Join(", ", left);
    }
}
