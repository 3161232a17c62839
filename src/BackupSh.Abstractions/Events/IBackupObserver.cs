namespace BackupSh.Events;

/// <summary>Is told what happened: logs it elsewhere, mails it, counts it.</summary>
/// <remarks>An observer that throws is logged and changes nothing; so is one that takes longer than a minute, which is told to end
/// and no more waited for. Events of one run arrive in order, one at a time.</remarks>
public interface IBackupObserver
{
    /// <summary>Takes an event.</summary>
    /// <param name="backupEvent">What happened.</param>
    /// <param name="cancellationToken">Fires when nobody waits any more: after a minute, or when the run is cancelled.</param>
    /// <returns>A task that completes when the observer is done. The run waits for it, a minute at most.</returns>
    ValueTask OnEventAsync(BackupEvent backupEvent, CancellationToken cancellationToken = default);
}
