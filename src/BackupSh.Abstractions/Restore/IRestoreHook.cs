namespace BackupSh.Restore;

/// <summary>The host's word in a restore: runs when the restored data is whole and checked, before it appears.</summary>
/// <remarks>For what a restored copy must not do (send mail, run its schedules) until somebody confirms it. If a hook
/// throws, the restore fails and nothing appears.</remarks>
public interface IRestoreHook
{
    /// <summary>Runs on the data before it appears under its final name.</summary>
    /// <param name="context">Which backup, and where the data stands until then.</param>
    /// <param name="cancellationToken">Ends the restore.</param>
    /// <returns>A task that completes when the data may appear.</returns>
    Task BeforePublishAsync(RestoreHookContext context, CancellationToken cancellationToken = default);
}
