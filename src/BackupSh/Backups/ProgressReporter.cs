namespace BackupSh.Backups;

/// <summary>Turns a stream of byte counts into a few progress reports a second.</summary>
internal sealed class ProgressReporter(IProgress<BackupProgress>? progress, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private BackupStage _stage;
    private long? _totalBytes;
    private long _bytes;
    private long _stageStart;
    private long _lastReport;

    /// <summary>Begins a stage and reports it.</summary>
    internal void Begin(BackupStage stage, long? totalBytes = null)
    {
        _stage = stage;
        _totalBytes = totalBytes;
        _bytes = 0;
        _stageStart = time.GetTimestamp();
        Report();
    }

    /// <summary>Takes the number of bytes done so far in this stage.</summary>
    internal void Advance(long bytes)
    {
        _bytes = bytes;
        if (progress is not null && time.GetElapsedTime(_lastReport) >= Interval)
        {
            Report();
        }
    }

    /// <summary>Reports the stage's last state.</summary>
    internal void End() => Report();

    private void Report()
    {
        if (progress is null)
        {
            return;
        }

        _lastReport = time.GetTimestamp();
        double seconds = time.GetElapsedTime(_stageStart, _lastReport).TotalSeconds;
        progress.Report(new BackupProgress(_stage, _bytes, _totalBytes, seconds > 0 ? _bytes / seconds : 0));
    }
}
