using System.Text;
using BackupSh.Backups;
using BackupSh.Diagnostics;
using BackupSh.Shared;
using BackupSh.Storage;

namespace BackupSh.Checks;

/// <summary>Tries with small objects of its own what a storage's credentials may do.</summary>
internal sealed class RightsProbe
{
    // Long enough for a deletion to meet the lock, short enough to be waited for.
    private static readonly TimeSpan LockTime = TimeSpan.FromSeconds(5);
    private const int MarkLength = 12;

    private readonly StorageTarget _target;
    private readonly Cleanup _cleanup;
    private readonly TimeProvider _time;
    private readonly string _runId;
    private readonly string _prefix = $"{StorageTrial.Prefix}{Guid.NewGuid().ToString("N")[..MarkLength]}-";
    private readonly List<StorageRequest<StorageObject>> _uploads = [];

    internal RightsProbe(StorageTarget target, Cleanup cleanup, TimeProvider time)
    {
        (_target, _cleanup, _time) = (target, cleanup, time);
        _runId = RunId.Create(time);
    }

    private string Canary => _prefix + "canary";

    private string LockedCanary => _prefix + "locked";

    internal async Task<IReadOnlyList<RightResult>> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            RightResult list = await TryAsync(StorageRight.List, "objects are listed", ListAsync, cancellationToken).ConfigureAwait(false);
            RightResult create = await TryAsync(StorageRight.Create, "an object was stored", CreateAsync, cancellationToken).ConfigureAwait(false);
            if (create.Status != RightStatus.Allowed)
            {
                return [list, create, Untried(StorageRight.Read), Untried(StorageRight.Lock), Untried(StorageRight.Delete), AbortUpload];
            }

            RightResult read = await TryAsync(StorageRight.Read, "it was read", ReadAsync, cancellationToken).ConfigureAwait(false);
            RightResult delete = await TryAsync(StorageRight.Delete, "it was deleted", DeleteAsync, cancellationToken).ConfigureAwait(false);
            return [list, create, read, await LockAsync(delete, cancellationToken).ConfigureAwait(false), delete, AbortUpload];
        }
        finally
        {
            await _cleanup.TryAsync(_target.Name, "canaries of a trial", RemoveAsync).ConfigureAwait(false);
        }
    }

    private static RightResult AbortUpload { get; } =
        new(StorageRight.AbortUpload, RightStatus.Unknown, "a storage does not tell whether it removed what was given up");

    private static RightResult Untried(StorageRight right) => new(right, RightStatus.Unknown, "there was no object to try it on");

    private static async Task<RightResult> TryAsync(
        StorageRight right, string detail, Func<CancellationToken, Task> attempt, CancellationToken cancellationToken)
    {
        try
        {
            await attempt(cancellationToken).ConfigureAwait(false);
            return new RightResult(right, RightStatus.Allowed, detail);
        }
        catch (Exception exception) when (!exception.IsCancellationBy(cancellationToken))
        {
            BackupShError error = Failure.ErrorOf(exception);
            RightStatus status = exception is StorageException { IsTransient: false } ? RightStatus.Denied : RightStatus.Unknown;
            return new RightResult(right, status, error.Message) { Error = error };
        }
    }

    private Task ListAsync(CancellationToken cancellationToken) => _target.Requests.ListAsync(_prefix, cancellationToken);

    private Task CreateAsync(CancellationToken cancellationToken) => PutAsync(Canary, retainUntil: null, cancellationToken);

    private Task<StorageObject> PutAsync(string name, DateTimeOffset? retainUntil, CancellationToken cancellationToken)
    {
        StorageRequest<StorageObject> upload =
            _target.Requests.StartPut(name, Encoding.ASCII.GetBytes(_runId), _runId, cancellationToken, retainUntil);
        _uploads.Add(upload);
        return upload.Answer;
    }

    private async Task ReadAsync(CancellationToken cancellationToken) =>
        await _target.Requests.GetAsync(Canary, _runId.Length, cancellationToken).ConfigureAwait(false);

    private async Task DeleteAsync(CancellationToken cancellationToken)
    {
        DeleteOutcome outcome = await _target.Requests.DeleteAsync(Canary, cancellationToken).ConfigureAwait(false);
        if (!outcome.IsGone)
        {
            throw new StorageException(_target.Name, Canary, outcome.Error ?? ErrorTexts.Error("BSH0513", _target.Name, Canary));
        }
    }

    private async Task<RightResult> LockAsync(RightResult delete, CancellationToken cancellationToken)
    {
        if (_target.Storage.GetAbility<IObjectLockStorage>() is null)
        {
            return new RightResult(StorageRight.Lock, RightStatus.NotApplicable, "this storage has no object lock");
        }

        DateTimeOffset until = _time.GetUtcNow() + LockTime;
        RightResult locked = await TryAsync(
            StorageRight.Lock, "an object was locked", token => PutAsync(LockedCanary, until, token), cancellationToken).ConfigureAwait(false);
        if (locked.Status != RightStatus.Allowed || delete.Status != RightStatus.Allowed)
        {
            return locked;
        }

        DeleteOutcome outcome = await _target.Requests.DeleteAsync(LockedCanary, cancellationToken).ConfigureAwait(false);
        if (outcome.IsGone)
        {
            BackupShError error = ErrorTexts.Error("BSH0814", _target.Name);
            return new RightResult(StorageRight.Lock, RightStatus.Denied, error.Message) { Error = error };
        }

        TimeSpan left = until - _time.GetUtcNow();
        await Task.Delay(left > TimeSpan.Zero ? left : TimeSpan.Zero, _time, cancellationToken).ConfigureAwait(false);
        return locked with { Detail = "an object was locked, and could not be deleted before its date" };
    }

    /// <summary>Removes whatever may stand, once no upload can make it appear any more.</summary>
    private async Task RemoveAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAll(_uploads.Select(upload => upload.Ended)).WaitAsync(cancellationToken).ConfigureAwait(false);
        foreach (StorageObject left in await _target.Requests.ListAsync(_prefix, cancellationToken).ConfigureAwait(false))
        {
            await _target.Requests.DeleteAsync(left.Name, cancellationToken).ConfigureAwait(false);
        }
    }
}
