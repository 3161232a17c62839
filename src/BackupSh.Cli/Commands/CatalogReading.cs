using BackupSh.Catalog;
using BackupSh.Cli.Output;
using BackupSh.Storage;

namespace BackupSh.Cli.Commands;

/// <summary>Asks every storage apart, so that one that cannot answer hides neither the others nor its own name.</summary>
internal sealed class CatalogReading(CliHost host)
{
    /// <summary>What a reference begins with that means the newest backup of a source.</summary>
    internal const string Latest = "latest:";

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

    /// <summary>Returns every copy of a backup that a storage lists, the damaged ones too: the engine's own search for copies to
    /// restore leaves them out.</summary>
    internal async Task<IReadOnlyList<BackupEntry>> FindAsync(string reference, string? storage, CancellationToken cancellationToken)
    {
        bool latest = reference.StartsWith(Latest, StringComparison.Ordinal);
        if (!latest && !BackupName.TryParse(reference, out _))
        {
            return [];
        }

        BackupQuery query = latest
            ? new BackupQuery { Storage = storage, Source = reference[Latest.Length..], Limit = 1 }
            : new BackupQuery { Storage = storage, Name = BackupName.Parse(reference) };
        IReadOnlyList<BackupEntry> entries = await ListAsync(query, cancellationToken).ConfigureAwait(false);
        return [.. entries.Where(entry => entry.Name == entries[0].Name)];
    }

    /// <summary>The same, and says why if there is no copy, and every storage has answered.</summary>
    /// <exception cref="BackupShException">There is no such backup, or what is left of it is none (<c>BSH0521</c> to <c>BSH0527</c>).</exception>
    internal async Task<IReadOnlyList<BackupEntry>> FindOrThrowAsync(string reference, string? storage, CancellationToken cancellationToken)
    {
        IReadOnlyList<BackupEntry> entries = await FindAsync(reference, storage, cancellationToken).ConfigureAwait(false);
        if (entries.Count > 0 || Failures.Count > 0)
        {
            return entries;
        }

        if (BackupName.TryParse(reference, out BackupName? name)
            && await FindProblemsAsync(name, storage, cancellationToken).ConfigureAwait(false) is [{ } problem, ..])
        {
            throw new BackupShException(problem.Error);
        }

        return await host.Catalog.FindAsync(reference, storage, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Returns what is odd about a backup that no storage lists.</summary>
    internal async Task<IReadOnlyList<CatalogProblem>> FindProblemsAsync(BackupName name, string? storage, CancellationToken cancellationToken)
    {
        IReadOnlyList<CatalogProblem> problems = await ListProblemsAsync(storage, cancellationToken).ConfigureAwait(false);
        return [.. problems.Where(problem => problem.Files.Any(file => BackupFile.TryParse(file, out BackupFile? parsed) && parsed.Backup == name))];
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
