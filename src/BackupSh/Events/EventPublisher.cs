using BackupSh.Diagnostics;
using Microsoft.Extensions.Logging;

namespace BackupSh.Events;

/// <summary>Tells the observers, one after the other.</summary>
internal sealed class EventPublisher(IEnumerable<IBackupObserver> observers, ILogger logger)
{
    private readonly IBackupObserver[] _observers = [.. observers];

    /// <summary>Tells every observer of an event.</summary>
    internal async Task PublishAsync(BackupEvent backupEvent, CancellationToken cancellationToken)
    {
        foreach (IBackupObserver observer in _observers)
        {
            try
            {
                await observer.OnEventAsync(backupEvent, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                // A mail server that is down is no reason to lose a backup.
                Log.ObserverFailed(logger, observer.GetType().Name, backupEvent.GetType().Name, exception);
            }
        }
    }
}
