namespace BackupSh.Sources;

/// <summary>What is backed up: a database, a folder.</summary>
/// <remarks>Safe for concurrent calls. No token outlives its call. Errors of the world are a
/// <see cref="BackupSourceException"/>; cancellation is an <see cref="OperationCanceledException"/>, unwrapped.</remarks>
public interface IBackupSource
{
    /// <summary>Tells what a backup of this source will be, without reading it.</summary>
    /// <param name="database">A database of <see cref="IBackupSourceCatalog"/>, or <see langword="null"/> for the source's own.</param>
    /// <returns>The database's name, the archive's extension and how to restore by hand.</returns>
    SourceDescription Describe(string? database = null);

    /// <summary>Writes one consistent moment of the source to a stream.</summary>
    /// <param name="destination">Takes the bytes. Not disposed by the source. A failure to write ends the call.</param>
    /// <param name="request">Which database, and who is told of progress.</param>
    /// <param name="cancellationToken">Ends the dump.</param>
    /// <returns>What was noticed. Returning means that all bytes were written and every check of the source's own passed.</returns>
    /// <exception cref="BackupSourceException">The source could not be read whole.</exception>
    Task<SourceReport> WriteToAsync(Stream destination, SourceRequest request, CancellationToken cancellationToken = default);

    /// <summary>Looks whether a backup could be made now, without making one.</summary>
    /// <param name="cancellationToken">Ends the look.</param>
    /// <returns>What should be known, and the versions of the tools that would read the source. A source that does not
    /// override this cannot tell, and returns an empty report.</returns>
    /// <exception cref="BackupSourceException">A backup could not be made.</exception>
    Task<SourceReport> CheckAsync(CancellationToken cancellationToken = default) => Task.FromResult(new SourceReport());
}
