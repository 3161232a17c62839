namespace BackupSh.Storage.Dropbox.Tests;

/// <summary>A clock that jumps over every wait and remembers it. Limits of time never strike, unless the test lets them.</summary>
internal sealed class QuickTime(params TimeSpan[] limits) : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<LimitTimer> _limits = [];
    private DateTimeOffset _now = new(2026, 11, 24, 3, 0, 0, TimeSpan.Zero);

    /// <summary>The waits so far, in their order.</summary>
    public List<TimeSpan> Waits { get; } = [];

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return _now;
        }
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public void Advance(TimeSpan time)
    {
        lock (_lock)
        {
            _now += time;
        }
    }

    /// <summary>Lets the limits of everything that runs now strike.</summary>
    public void StrikeLimits()
    {
        LimitTimer[] running;
        lock (_lock)
        {
            running = [.. _limits];
        }

        foreach (LimitTimer timer in running)
        {
            timer.Strike();
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        LimitTimer timer = new(this, callback, state);
        lock (_lock)
        {
            if (limits.Contains(dueTime) || dueTime == Timeout.InfiniteTimeSpan)
            {
                _limits.Add(timer);
                return timer;
            }

            Waits.Add(dueTime);
            _now += dueTime;
        }

        callback(state);
        return timer;
    }

    private sealed class LimitTimer(QuickTime time, TimerCallback callback, object? state) : ITimer
    {
        public void Strike() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
            lock (time._lock)
            {
                time._limits.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
