namespace BackupSh.Conformance;

/// <summary>What a check has done, for the one who must find out why it failed.</summary>
internal sealed class CheckTrace
{
    // The last ones matter; a check of three pages makes thousands.
    private const int MostSteps = 40;
    private readonly Lock _lock = new();
    private readonly Queue<string> _steps = new();
    private int _calls;
    private long _bytes;

    internal IReadOnlyList<string> Steps
    {
        get
        {
            lock (_lock)
            {
                return [.. _steps];
            }
        }
    }

    internal CheckCost Cost => new(Volatile.Read(ref _calls), Interlocked.Read(ref _bytes));

    internal void Add(string step)
    {
        Interlocked.Increment(ref _calls);
        lock (_lock)
        {
            _steps.Enqueue(step);
            if (_steps.Count > MostSteps)
            {
                _steps.Dequeue();
            }
        }
    }

    internal void AddBytes(long bytes) => Interlocked.Add(ref _bytes, bytes);
}
