namespace BackupSh.TestSupport;

/// <summary>Remembers what was reported, at once and in order, unlike <see cref="Progress{T}"/>.</summary>
public sealed class ProgressLog : IProgress<long>
{
    private readonly Lock _lock = new();
    private readonly List<long> _reports = [];

    public IReadOnlyList<long> Reports
    {
        get
        {
            lock (_lock)
            {
                return [.. _reports];
            }
        }
    }

    public void Report(long value)
    {
        lock (_lock)
        {
            _reports.Add(value);
        }
    }
}
