namespace BackupSh.Sources;

/// <summary>A source with several databases, so that a job can say "all databases".</summary>
public interface IBackupSourceCatalog
{
    /// <summary>Lists the databases that the source holds now.</summary>
    /// <param name="cancellationToken">Cancels the listing.</param>
    /// <returns>Their names, each once.</returns>
    /// <exception cref="BackupSourceException">The server could not be asked.</exception>
    IAsyncEnumerable<string> ListDatabasesAsync(CancellationToken cancellationToken = default);
}
