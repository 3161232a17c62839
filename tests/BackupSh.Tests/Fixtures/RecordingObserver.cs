using BackupSh.Events;

namespace BackupSh.Tests.Fixtures;

/// <summary>Remembers every event.</summary>
public sealed class RecordingObserver : IBackupObserver
{
    private readonly List<BackupEvent> _events = [];

    public IReadOnlyList<BackupEvent> Events
    {
        get
        {
            lock (_events)
            {
                return [.. _events];
            }
        }
    }

    public ValueTask OnEventAsync(BackupEvent backupEvent, CancellationToken cancellationToken = default)
    {
        lock (_events)
        {
            _events.Add(backupEvent);
        }

        return ValueTask.CompletedTask;
    }
}
