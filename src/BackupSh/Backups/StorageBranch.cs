using System.Buffers;
using System.IO.Pipelines;
using BackupSh.IO;
using BackupSh.Shared;
using BackupSh.Storage;

namespace BackupSh.Backups;

/// <summary>One storage's arm of the fan-out: a pipe that the archive is written into, and an upload that reads from it.</summary>
internal sealed class StorageBranch : IDisposable
{
    // How far a storage may lag behind before it slows the others down: enough to hide the pauses between its parts.
    private const int PauseBytes = 1024 * 1024;

    private readonly Pipe _pipe = new(new PipeOptions(
        pauseWriterThreshold: PauseBytes, resumeWriterThreshold: PauseBytes / 2, minimumSegmentSize: 64 * 1024, useSynchronizationContext: false));

    private readonly TaskCompletionSource<UploadOutcome> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stop = new();
    private readonly BranchReadStream _content;
    private readonly Task _upload;
    private Task _awaited = Task.CompletedTask;
    private Task _stopping = Task.CompletedTask;
    private long _lastSign;
    private bool _detached;

    internal StorageBranch(StorageTarget target, string archive, string runId, TimeProvider time)
    {
        Target = target;
        _time = time;
        _lastSign = time.GetTimestamp();
        _content = new BranchReadStream(_pipe.Reader, SignOfLife);
        UploadOptions options = new()
        {
            RunId = runId,
            RetainUntil = time.GetUtcNow() + target.LockFor,
            Progress = new SynchronousProgress<long>(_ => SignOfLife()),
        };
        _upload = UploadAsync(archive, options);
    }

    /// <summary>Gets the storage.</summary>
    internal StorageTarget Target { get; }

    /// <summary>Gets how the upload ended: the object or the error. Never faults.</summary>
    internal Task<UploadOutcome> Outcome => _outcome.Task;

    /// <summary>Gets a value indicating whether the storage still takes part.</summary>
    internal bool IsOpen => !_detached && !Outcome.IsCompleted;

    /// <summary>Hands bytes on. Completes when the storage has room for more, or takes no part any more.</summary>
    internal Task WriteAsync(ReadOnlySpan<byte> bytes)
    {
        // Time without work is no stall: from now on something waits for this storage.
        SignOfLife();
        _pipe.Writer.Write(bytes);
        ValueTask<FlushResult> flush = _pipe.Writer.FlushAsync(CancellationToken.None);
        return _awaited = flush.IsCompletedSuccessfully ? Task.CompletedTask : flush.AsTask();
    }

    /// <summary>Says that the archive is whole.</summary>
    internal async ValueTask CompleteAsync()
    {
        if (!_detached)
        {
            SignOfLife();
            _awaited = Outcome;
            await _pipe.Writer.CompleteAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Tells whether nothing was taken for a while although this storage is what is waited for.</summary>
    internal bool IsStalled(TimeSpan timeout) =>
        IsOpen && !_awaited.IsCompleted && _time.GetElapsedTime(Volatile.Read(ref _lastSign)) >= timeout;

    /// <summary>Ends the upload without an archive: it is cancelled, and reads the reason instead of an end.</summary>
    internal async Task DetachAsync(Exception reason)
    {
        if (_detached)
        {
            return;
        }

        _detached = true;
        _content.Break(reason);
        _pipe.Writer.CancelPendingFlush();
        await _pipe.Writer.CompleteAsync(reason).ConfigureAwait(false);
        _outcome.TrySetResult(new UploadOutcome(null, reason));
        _stopping = _stop.CancelAsync();
    }

    /// <summary>Waits until the storage has really let go; one that ignores cancellation may never.</summary>
    internal async Task FinishAsync()
    {
        await _upload.ConfigureAwait(false);

        // What a storage throws or blocks on when it is cancelled changes nothing for the others.
        await _stopping.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose() => _stop.Dispose();

    private async Task UploadAsync(string archive, UploadOptions options)
    {
        // The caller goes on to feed the pipe: a storage that works synchronously must not hold it.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        UploadOutcome outcome;
        try
        {
            StorageObject stored = await Target.Storage.UploadAsync(archive, _content, options, _stop.Token).ConfigureAwait(false);
            outcome = _content.ReachedEnd
                ? new UploadOutcome(stored, null) { RetainUntil = options.RetainUntil }
                : new UploadOutcome(null, new StorageException(Target.Name, archive, ErrorTexts.Error("BSH0512", Target.Name, archive)));
        }
        catch (Exception exception)
        {
            // Whatever a storage throws is this storage's outcome, and no other's.
            outcome = new UploadOutcome(null, exception);
        }

        _outcome.TrySetResult(outcome);

        // Without the exception: with it the producer's next flush throws, and every storage dies of one.
        await _pipe.Reader.CompleteAsync().ConfigureAwait(false);
    }

    private void SignOfLife() => Volatile.Write(ref _lastSign, _time.GetTimestamp());
}
