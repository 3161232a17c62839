using BackupSh.Diagnostics;
using Microsoft.Extensions.Logging;

namespace BackupSh.Events;

/// <summary>Tells the observers, one after the other.</summary>
internal sealed class EventPublisher(IEnumerable<IBackupObserver> observers, TimeProvider time, ILogger logger)
{
    /// <summary>How long an observer may take: long for a mail, short for a run that waits for it.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly IBackupObserver[] _observers = [.. observers];

    /// <summary>Gets who remembers what each observer was told, and what it threw.</summary>
    internal Func<IBackupObserver, BackupEvent, Exception?, Task> Told { get; init; } = static (_, _, _) => Task.CompletedTask;

    /// <summary>Tells every observer of an event.</summary>
    internal async Task PublishAsync(BackupEvent backupEvent, CancellationToken cancellationToken)
    {
        foreach (IBackupObserver observer in _observers)
        {
            try
            {
                await TellAsync(observer, backupEvent, cancellationToken).ConfigureAwait(false);
                await Told(observer, backupEvent, null).ConfigureAwait(false);
            }
            catch (Exception exception) when (!exception.IsCancellationBy(cancellationToken))
            {
                // A mail server that is down is no reason to lose a backup.
                Log.ObserverFailed(logger, observer.GetType().Name, backupEvent.GetType().Name, exception);
                await Told(observer, backupEvent, exception).ConfigureAwait(false);
            }
        }
    }

    // An observer that hangs would hold back every later run of its job.
    private async Task TellAsync(IBackupObserver observer, BackupEvent backupEvent, CancellationToken cancellationToken)
    {
        // Not disposed: whoever works on after the time is over must still hear of it.
        CancellationTokenSource stop = new();
        Task telling = observer.OnEventAsync(backupEvent, stop.Token).AsTask();
        try
        {
            await telling.WaitAsync(Patience, time, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (!telling.IsCompleted)
            {
                _ = stop.CancelAsync(); // an observer that blocks in its callback must not block us
                _ = telling.ContinueWith(
                    static late => _ = late.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            }
        }
    }
}
