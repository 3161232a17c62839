namespace BackupSh.TestSupport.Wire;

/// <summary>The system's clock, on which the waits between attempts take a twentieth of their time.</summary>
/// <remarks>For whole runs against a server that is down. The waits are at most a minute long; longer timers, and those that
/// cancel a token, are time limits, and keep their length.</remarks>
public sealed class HurriedClock : TimeProvider
{
    private const int Factor = 20;
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, state is not CancellationTokenSource && dueTime > TimeSpan.Zero && dueTime <= LongestWait ? dueTime / Factor : dueTime, period);
}
