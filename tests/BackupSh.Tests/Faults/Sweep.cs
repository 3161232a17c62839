using BackupSh.Storage;

namespace BackupSh.Tests.Faults;

/// <summary>One fault at one call, counted over all storages of a run.</summary>
public sealed class Sweep(int at, Fault fault)
{
    private int _running;
    private readonly TaskCompletionSource _late = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> _calls = [];
    private volatile bool _crashed;
    private volatile bool _hanging;
    private volatile bool _struck;
    private volatile string? _struckCall;

    /// <summary>A sweep without a fault: it only counts.</summary>
    public static Sweep Nothing() => new(0, Fault.FailBefore);

    public Fault Fault => fault;

    public IReadOnlyList<string> Calls
    {
        get
        {
            lock (_calls)
            {
                return [.. _calls];
            }
        }
    }

    /// <summary>Gets a value indicating whether one call waits for time to pass, and no other runs whose time could run out.</summary>
    public bool IsHanging => _hanging && Volatile.Read(ref _running) == 1;

    /// <summary>Tells whether a certain call waits for time to pass, and beside it only the one that waits for its content.</summary>
    public bool IsHangingIn(string call) => _hanging && _struckCall == call && Volatile.Read(ref _running) == 2;

    public bool HasStruck => _struck;

    public CancellationTokenSource Run { get; } = new();

    /// <summary>Lets what was to be done late be done now.</summary>
    public void EndOfRun() => _late.TrySetResult();

    /// <summary>Gets a value indicating whether every call has ended, also those that nobody waits for any more.</summary>
    public bool IsAtRest => Volatile.Read(ref _running) == 0 || fault == Fault.NeverAnswer;

    /// <summary>Counts a call until it is disposed.</summary>
    public IDisposable Enter()
    {
        Interlocked.Increment(ref _running);
        return new RunningCall(this);
    }

    /// <summary>Begins a call.</summary>
    /// <returns>True if the fault is this call's.</returns>
    public async Task<bool> BeginAsync(string call, CancellationToken cancellationToken)
    {
        int number;
        lock (_calls)
        {
            _calls.Add(call);
            number = _calls.Count;
        }

        ThrowIfCrashed();
        if (number != at)
        {
            return false;
        }

        (_struck, _struckCall) = (true, call);
        await StrikeBeforeAsync(cancellationToken);
        return true;
    }

    /// <summary>Ends a call that was done.</summary>
    public async Task EndAsync(bool struck, CancellationToken cancellationToken)
    {
        ThrowIfCrashed();
        switch (struck ? fault : null as Fault?)
        {
            case Fault.FailAfter:
                throw Failure(isTransient: false);
            case Fault.HangAfter:
                await HangAsync(cancellationToken);
                break;
            case Fault.NeverAnswer:
                await HangAsync(CancellationToken.None);
                break;
            case Fault.CancelAfter:
                await Run.CancelAsync();
                break;
            case Fault.CrashAfter:
                _crashed = true;
                ThrowIfCrashed();
                break;
            default:
                break;
        }
    }

    private async Task StrikeBeforeAsync(CancellationToken cancellationToken)
    {
        switch (fault)
        {
            case Fault.FailBefore:
                throw Failure(isTransient: false);
            case Fault.FailTransiently:
                throw Failure(isTransient: true);
            case Fault.FailRaw:
                throw new InvalidDataException("An adapter broke.");
            case Fault.GiveUp:
                throw new TaskCanceledException("The client's own time was over.");
            case Fault.Hang:
                await HangAsync(cancellationToken);
                break;
            case Fault.ApplyLate:
                _hanging = true;
                await _late.Task;
                break;
            case Fault.Cancel:
                await Run.CancelAsync();
                break;
            case Fault.Crash:
                _crashed = true;
                ThrowIfCrashed();
                break;
            default:
                break;
        }
    }

    private async Task HangAsync(CancellationToken cancellationToken)
    {
        _hanging = true;
        try
        {
            await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
        }
        finally
        {
            _hanging = false;
        }
    }

    private void ThrowIfCrashed()
    {
        if (_crashed)
        {
            throw Failure(isTransient: false);
        }
    }

    private static StorageException Failure(bool isTransient) =>
        new("swept", null, new BackupShError("BSH9999", "The fault struck.", "It was meant to."), isTransient: isTransient);

    private sealed class RunningCall(Sweep sweep) : IDisposable
    {
        public void Dispose() => Interlocked.Decrement(ref sweep._running);
    }
}
