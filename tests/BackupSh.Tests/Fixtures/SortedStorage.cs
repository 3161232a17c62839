using System.Runtime.CompilerServices;
using BackupSh.Storage;

namespace BackupSh.Tests.Fixtures;

/// <summary>Lists in the order of names, as object stores do.</summary>
public sealed class SortedStorage(IBackupStorage inner) : DelegatingStorage(inner)
{
    private readonly IBackupStorage _inner = inner;

    public override async IAsyncEnumerable<StorageObject> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        List<StorageObject> found = await _inner.ListAsync(prefix, cancellationToken).ToListAsync(cancellationToken);
        foreach (StorageObject stored in found.OrderBy(stored => stored.Name, StringComparer.Ordinal))
        {
            yield return stored;
        }
    }
}
