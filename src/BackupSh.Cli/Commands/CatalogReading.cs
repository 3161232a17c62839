using BackupSh.Catalog;
using BackupSh.Cli.Output;
using BackupSh.Storage;

namespace BackupSh.Cli.Commands;

/// <summary>Asks every storage apart, so that one that cannot answer hides neither the others nor its own name.</summary>
internal sealed class CatalogReading(CliHost host)
{
    private readonly List<StorageFailure> _failures = [];

    /// <summary>Gets the storages that could not be asked, each once.</summary>
    internal IReadOnlyList<StorageFailure> Failures => [.. _failures.DistinctBy(failure => failure.Storage)];

    /// <summary>Returns the backups that match, newest first, each storage's copy apart.</summary>
    internal async Task<IReadOnlyList<BackupEntry>> ListAsync(BackupQuery query, CancellationToken cancellationToken)
    {
        List<BackupEntry> entries = await AskAsync(
            query.Storage,
            storage => host.Catalog.ListAsync(query with { Storage = storage }, cancellationToken),
            cancellationToken).ConfigureAwait(false);
        return [.. entries.OrderByDescending(entry => entry.Name)];
    }

    /// <summary>Returns what is odd in the storages.</summary>
    internal async Task<IReadOnlyList<CatalogProblem>> ListProblemsAsync(string? storage, CancellationToken cancellationToken) =>
        await AskAsync(storage, name => host.Catalog.ListProblemsAsync(name, cancellationToken), cancellationToken).ConfigureAwait(false);

    /// <summary>Returns how many storages are asked.</summary>
    internal int Count(string? storage) => storage is null ? host.Storages.Count : 1;

    private async Task<List<T>> AskAsync<T>(string? only, Func<string, IAsyncEnumerable<T>> ask, CancellationToken cancellationToken)
    {
        List<T> answers = [];
        foreach (string storage in only is null ? host.Storages : [only])
        {
            try
            {
                await foreach (T answer in ask(storage).WithCancellation(cancellationToken).ConfigureAwait(false))
                {
                    answers.Add(answer);
                }
            }
            catch (StorageException exception)
            {
                _failures.Add(new StorageFailure(storage, ShownError.Of(exception.Error)));
            }
        }

        return answers;
    }
}
