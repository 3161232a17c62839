namespace BackupSh.Options;

/// <summary>How schedules are run.</summary>
public sealed class SchedulerOptions
{
    /// <summary>The default of <see cref="MaximumParallelRuns"/>.</summary>
    // Source: a backup keeps a core and a disk busy; two use what a small server has, and a third would only slow them down.
    public const int DefaultMaximumParallelRuns = 2;

    /// <summary>The default of <see cref="NoProgressTimeout"/>.</summary>
    public static readonly TimeSpan DefaultNoProgressTimeout = TimeSpan.FromMinutes(30);

    /// <summary>The default of <see cref="LeaseDuration"/>.</summary>
    public static readonly TimeSpan DefaultLeaseDuration = TimeSpan.FromMinutes(1);

    /// <summary>The default of <see cref="RetryDelay"/>.</summary>
    public static readonly TimeSpan DefaultRetryDelay = TimeSpan.FromMinutes(1);

    /// <summary>Gets or sets a value indicating whether schedules run in this process.</summary>
    /// <value>The default is <see langword="true"/>. Set it to <see langword="false"/> where the host is built for something
    /// else: tests, workers, tools that read its services.</value>
    public bool Enabled { get; set; } = true;

    /// <summary>Gets or sets how many scheduled runs there may be at the same time, in this process.</summary>
    /// <value>1 to 100. The default is 2.</value>
    public int MaximumParallelRuns { get; set; } = DefaultMaximumParallelRuns;

    /// <summary>Gets or sets how long a scheduled run may move nothing before it is cancelled and has failed.</summary>
    /// <value>1 second to 7 days. The default is 30 minutes.</value>
    public TimeSpan NoProgressTimeout { get; set; } = DefaultNoProgressTimeout;

    /// <summary>Gets or sets how long after its last sign of life a run counts as interrupted.</summary>
    /// <value>5 seconds to 1 hour. The default is 1 minute. Of several nodes with one catalog, all need the same.</value>
    public TimeSpan LeaseDuration { get; set; } = DefaultLeaseDuration;

    /// <summary>Gets or sets how long after an interrupted run was found it is tried again, once.</summary>
    /// <value>0 to 1 day. The default is 1 minute.</value>
    public TimeSpan RetryDelay { get; set; } = DefaultRetryDelay;
}
