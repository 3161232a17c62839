using BackupSh.Diagnostics;
using Microsoft.Extensions.Logging;

namespace BackupSh.Backups;

/// <summary>Turns a stream of byte counts into a few progress reports a second.</summary>
/// <remarks>A receiver that throws is logged and told no more: a progress bar is no reason to lose a backup.</remarks>
internal sealed class ProgressReporter(IProgress<BackupProgress>? progress, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private IProgress<BackupProgress>? _receiver = progress;
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
        if (_receiver is not null && time.GetElapsedTime(_lastReport) >= Interval)
        {
            Report();
        }
    }

    /// <summary>Reports the stage's last state.</summary>
    internal void End() => Report();

    private void Report()
    {
        if (_receiver is null)
        {
            return;
        }

        _lastReport = time.GetTimestamp();
        double seconds = time.GetElapsedTime(_stageStart, _lastReport).TotalSeconds;
        try
        {
            _receiver.Report(new BackupProgress(_stage, _bytes, _totalBytes, seconds > 0 ? _bytes / seconds : 0));
        }
        catch (Exception exception)
        {
            _receiver = null;
            Log.ProgressFailed(logger, exception);
        }
    }
}
