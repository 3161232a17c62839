namespace BackupSh.TestSupport.Wire;

/// <summary>A clock on which waiting takes no time: each wait moves it to the wait's end at once, and is remembered.</summary>
/// <remarks>Time limits are another thing. A <see cref="CancellationTokenSource"/> that shall fire later does not fire because
/// somebody else waited, but only with <see cref="ExpireLimits"/>: so a slow machine never turns into a time limit, and a
/// test decides when a server has been silent for too long.</remarks>
public sealed class JumpingClock(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<TimeSpan> _waits = [];
    private readonly HashSet<JumpingTimer> _limits = [];
    private DateTimeOffset _now = start;

    public JumpingClock()
        : this(new DateTimeOffset(2026, 11, 24, 3, 0, 0, TimeSpan.Zero))
    {
    }

    /// <summary>Gets how long was waited, each time.</summary>
    public IReadOnlyList<TimeSpan> Waits
    {
        get
        {
            lock (_lock)
            {
                return [.. _waits];
            }
        }
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return _now;
        }
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        JumpingTimer timer = new(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock on. No time limit passes by that.</summary>
    public void Advance(TimeSpan by)
    {
        lock (_lock)
        {
            _now += by;
        }
    }

    /// <summary>Lets every time limit pass that is set now.</summary>
    public void ExpireLimits()
    {
        JumpingTimer[] due;
        lock (_lock)
        {
            due = [.. _limits];
            _limits.Clear();
        }

        foreach (JumpingTimer timer in due)
        {
            timer.Fire();
        }
    }

    private void Set(JumpingTimer timer, TimeSpan dueTime)
    {
        lock (_lock)
        {
            _limits.Remove(timer);
            if (dueTime < TimeSpan.Zero)
            {
                return;
            }

            if (timer.IsLimit)
            {
                _limits.Add(timer);
                return;
            }

            _waits.Add(dueTime);
            _now += dueTime;
        }

        // Not at once: who has asked for the timer has not got it yet.
        ThreadPool.QueueUserWorkItem(static timer => timer.Fire(), timer, preferLocal: false);
    }

    private sealed class JumpingTimer(JumpingClock clock, TimerCallback callback, object? state) : ITimer
    {
        private volatile bool _disposed;

        internal bool IsLimit => state is CancellationTokenSource;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            clock.Set(this, _disposed ? Timeout.InfiniteTimeSpan : dueTime);
            return !_disposed;
        }

        public void Dispose()
        {
            _disposed = true;
            clock.Set(this, Timeout.InfiniteTimeSpan);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        internal void Fire()
        {
            if (!_disposed)
            {
                callback(state);
            }
        }
    }
}
