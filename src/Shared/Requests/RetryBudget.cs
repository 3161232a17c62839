namespace BackupSh.Shared;

/// <summary>How many repetitions all operations of one storage have together, so that an outage does not become a storm.</summary>
/// <remarks>A bucket of tokens: each repetition takes one, and time brings them back. While it is empty, operations fail with
/// what they have; their first attempts are free.</remarks>
internal sealed class RetryBudget(TimeProvider time)
{
    // Enough for four parts in flight that fail seven times each, twice over.
    internal const int Capacity = 60;

    // So a storage that is down for hours sees at most six repetitions a minute of all that is tried.
    internal static readonly TimeSpan Refill = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private double _tokens = Capacity;
    private long _filled = time.GetTimestamp();

    /// <summary>Takes a token if there is one.</summary>
    internal bool TryTake()
    {
        lock (_lock)
        {
            long now = time.GetTimestamp();
            _tokens = Math.Min(Capacity, _tokens + (time.GetElapsedTime(_filled, now) / Refill));
            _filled = now;
            if (_tokens < 1)
            {
                return false;
            }

            _tokens--;
            return true;
        }
    }
}
