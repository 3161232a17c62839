namespace BackupSh.Sources;

/// <summary>A source that can be restored.</summary>
public interface IRestorableBackupSource : IBackupSource
{
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
