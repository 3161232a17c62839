using BackupSh.Backups;

namespace BackupSh.Scheduling;

/// <summary>Knows how long a run has moved nothing.</summary>
internal sealed class ProgressWatch(TimeProvider time) : IProgress<BackupProgress>
{
    private readonly Lock _lock = new();
    private (BackupStage Stage, long Bytes) _last = (BackupStage.Preparing, -1);
    private long _moved = time.GetTimestamp();

    /// <summary>Gets how long ago something moved.</summary>
    internal TimeSpan Idle
    {
        get
        {
            lock (_lock)
            {
                return time.GetElapsedTime(_moved);
            }
        }
    }

    public void Report(BackupProgress value)
    {
        lock (_lock)
        {
            if (_last != (value.Stage, value.Bytes))
            {
                _last = (value.Stage, value.Bytes);
                _moved = time.GetTimestamp();
            }
        }
    }
}
