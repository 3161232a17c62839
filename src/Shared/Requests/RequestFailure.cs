namespace BackupSh.Shared;

/// <summary>What an adapter says of a failed request: whether, when and how to try again.</summary>
internal readonly record struct RequestFailure
{
    /// <summary>Gets the failure that no repetition mends.</summary>
    internal static RequestFailure Final => default;

    /// <summary>Gets the failure that another connection mends: tried again at once, one time.</summary>
    internal static RequestFailure RetryOnFreshConnection => new() { IsRetryable = true, NeedsFreshConnection = true };

    /// <summary>Gets the failure that new credentials mend: tried again at once, one time.</summary>
    internal static RequestFailure RetryWithNewCredentials => new() { IsRetryable = true, NeedsNewCredentials = true };

    internal bool IsRetryable { get; private init; }

    internal TimeSpan? RetryAfter { get; private init; }

    internal bool NeedsFreshConnection { get; private init; }

    internal bool NeedsNewCredentials { get; private init; }

    /// <summary>The failure that time mends.</summary>
    /// <param name="after">How long the storage asks to wait, or null.</param>
    internal static RequestFailure Retry(TimeSpan? after = null) => new() { IsRetryable = true, RetryAfter = after };
}
