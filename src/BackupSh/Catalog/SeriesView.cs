using System.Runtime.ExceptionServices;

namespace BackupSh.Catalog;

/// <summary>What one storage holds of what was asked for, as far as it could be read.</summary>
internal sealed class SeriesView(BackupQuery query)
{
    private readonly List<BackupEntry> _entries = [];
    private readonly List<CatalogProblem> _problems = [];

    /// <summary>Gets the backups that match, newest first.</summary>
    internal IReadOnlyList<BackupEntry> Entries => _entries;

    /// <summary>Gets what is odd about the backups that were looked at.</summary>
    internal IReadOnlyList<CatalogProblem> Problems => _problems;

    /// <summary>Gets why something could not be read, or null: then nothing is missing.</summary>
    internal Exception? Failure { get; private set; }

    /// <summary>Gets a value indicating whether nobody needs to read on: there is enough, or the storage does not answer.</summary>
    internal bool IsEnough { get; private set; }

    /// <summary>Takes what was read, newest first, and passes over what comes after enough.</summary>
    internal void Add(IEnumerable<BackupReading> readings)
    {
        foreach (BackupReading reading in readings.TakeWhile(_ => !IsSatisfied()))
        {
            _problems.AddRange(reading.Problems);
            Failure ??= reading.Failure;
            if (reading.Entry is { } entry && query.Matches(entry.Info))
            {
                _entries.Add(entry);
            }

            // One file that cannot be read says nothing of the others; a storage that is out of reach would cost a timeout for each.
            IsEnough |= reading.Failure is BackupShException { IsTransient: true };
        }

        IsEnough |= IsSatisfied();
    }

    /// <summary>Throws why something could not be read, if so.</summary>
    internal void ThrowIfIncomplete()
    {
        if (Failure is not null)
        {
            ExceptionDispatchInfo.Throw(Failure);
        }
    }

    private bool IsSatisfied() => _entries.Count >= query.Limit || (query.OnlyToNewestUsable && _entries is [.., { IsUsable: true }]);
}
