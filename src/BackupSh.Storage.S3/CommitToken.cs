namespace BackupSh.Storage.S3;

/// <summary>Cancels a request that makes an object visible, but only as long as the server cannot have begun to.</summary>
/// <remarks>A request that is cancelled after its last byte has left may still take effect, after everybody has looked whether
/// it did. So its answer is waited for; the time limit of requests holds.</remarks>
internal sealed class CommitToken : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationToken _caller;
    private readonly CancellationTokenRegistration _registration;
    private volatile bool _isOnItsWay;

    internal CommitToken(CancellationToken caller)
    {
        _caller = caller;
        _registration = caller.UnsafeRegister(static state => ((CommitToken)state!).CancelUnlessOnItsWay(), this);
    }

    internal CancellationToken Token => _stop.Token;

    /// <summary>An attempt begins: it can be cancelled.</summary>
    internal void Begin()
    {
        _isOnItsWay = false;
        if (_caller.IsCancellationRequested)
        {
            _stop.Cancel();
        }
    }

    /// <summary>The last byte leaves: from here on the answer is waited for.</summary>
    internal void Leave() => _isOnItsWay = true;

    public void Dispose()
    {
        _registration.Dispose();
        _stop.Dispose();
    }

    private void CancelUnlessOnItsWay()
    {
        if (!_isOnItsWay)
        {
            _stop.Cancel();
        }
    }
}
