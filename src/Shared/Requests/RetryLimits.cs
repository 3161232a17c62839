namespace BackupSh.Shared;

/// <summary>How often, how long and how far apart a storage's requests are tried again.</summary>
internal sealed record RetryLimits
{
    // Source: the guidance of AWS and Azure on transient faults: few attempts, exponential growth, full jitter, a total bound.
    internal static RetryLimits Default { get; } = new();

    /// <summary>Gets how many attempts one operation has, the first one included.</summary>
    internal int MaximumAttempts { get; init; } = 8;

    /// <summary>Gets the upper bound of the first wait; it doubles with every attempt.</summary>
    internal TimeSpan FirstDelay { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>Gets the upper bound of every wait that the storage did not ask for.</summary>
    internal TimeSpan MaximumDelay { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Gets the longest wait that a storage may ask for; a longer one is cut to it.</summary>
    internal TimeSpan MaximumRetryAfter { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Gets the time after which no further attempt of one operation begins.</summary>
    internal TimeSpan MaximumTotal { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Returns how long to wait after a failed attempt.</summary>
    /// <param name="attempt">The number of the attempt that failed, from 1.</param>
    /// <param name="retryAfter">What the storage asked for, or null.</param>
    /// <param name="jitter">0 to 1: which part of the growing bound is waited ("full jitter").</param>
    internal TimeSpan DelayAfter(int attempt, TimeSpan? retryAfter, double jitter)
    {
        double bound = Math.Min(FirstDelay.TotalSeconds * Math.Pow(2, attempt - 1), MaximumDelay.TotalSeconds);
        TimeSpan delay = TimeSpan.FromSeconds(bound * jitter);
        if (retryAfter is not { } asked)
        {
            return delay;
        }

        // Whoever was told the same time should not come back in the same moment, so the jitter still counts.
        TimeSpan capped = asked < MaximumRetryAfter ? asked : MaximumRetryAfter;
        return capped > delay ? capped : delay;
    }
}
