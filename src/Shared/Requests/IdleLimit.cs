namespace BackupSh.Shared;

/// <summary>Ends a request in which nothing moves: an answer that never comes, a body that stops in the middle.</summary>
/// <remarks>Counted from the last <see cref="Touch"/>, so a slow connection is not a dead one.</remarks>
internal sealed class IdleLimit : IDisposable
{
    private readonly CancellationTokenSource _timer;
    private readonly CancellationTokenSource _linked;
    private readonly TimeSpan _limit;

    private IdleLimit(TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        _limit = limit;
        _timer = new CancellationTokenSource(limit, time);
        _linked = CancellationTokenSource.CreateLinkedTokenSource(_timer.Token, cancellationToken);
    }

    internal CancellationToken Token => _linked.Token;

    /// <summary>Runs a request until it ends, or until nothing has moved for <paramref name="limit"/>.</summary>
    /// <param name="limit">How long nothing may move.</param>
    /// <param name="time">The clock.</param>
    /// <param name="request">The request: it must honour <see cref="Token"/>, and call <see cref="Touch"/> when bytes move.</param>
    /// <param name="stalled">Makes the adapter's transient exception of the one that broke the request off.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="OperationCanceledException">The token fired: whatever the request threw then.</exception>
    internal static async Task<T> RunAsync<T>(
        TimeSpan limit,
        TimeProvider time,
        Func<IdleLimit, Task<T>> request,
        Func<Exception, Exception> stalled,
        CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using IdleLimit idle = new(limit, time, cancellationToken);
        try
        {
            return await request(idle).ConfigureAwait(false);
        }
        catch (Exception exception) when (idle.Token.IsCancellationRequested)
        {
            // A request that is broken off may end in anything: an aborted socket, a wrapped cancellation.
            throw cancellationToken.IsCancellationRequested
                ? exception as OperationCanceledException ?? new OperationCanceledException(exception.Message, exception, cancellationToken)
                : stalled(exception);
        }
    }

    /// <summary>Says that something moved: the time begins again.</summary>
    internal void Touch() => _timer.CancelAfter(_limit);

    public void Dispose()
    {
        _linked.Dispose();
        _timer.Dispose();
    }
}
