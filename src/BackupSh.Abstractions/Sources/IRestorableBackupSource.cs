namespace BackupSh.Sources;

/// <summary>A source that can be restored.</summary>
public interface IRestorableBackupSource : IBackupSource
{
    /// <summary>Gets a value indicating whether a restore hands the content to a program that executes it while it reads: <c>psql</c>,
    /// for example. Then the whole backup is read and verified once before <see cref="RestoreAsync"/> is given its first byte,
    /// and read a second time for it, where each piece must be what it was the first time. The default is
    /// <see langword="false"/>.</summary>
    bool ExecutesContent => false;

    /// <summary>Restores a backup's content into a new target.</summary>
    /// <param name="content">The content as <see cref="IBackupSource.WriteToAsync"/> wrote it. Its end is only reached when
    /// every check has passed: a read that would return 0 throws instead if the archive is damaged. So nothing may appear
    /// under its final name before the end was read.</param>
    /// <param name="request">The target, whether it may replace an existing one, and the hooks to run before it appears.</param>
    /// <param name="cancellationToken">Ends the restore; nothing of it stays.</param>
    /// <returns>Where the restored data stands, and what was noticed.</returns>
    /// <exception cref="BackupSourceException">The target exists or cannot be made, or the content is not a backup of this kind.</exception>
    Task<RestoreReport> RestoreAsync(Stream content, RestoreRequest request, CancellationToken cancellationToken = default);
}
