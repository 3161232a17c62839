namespace BackupSh.Conformance;

/// <summary>Remembers what was reported, at once and in order, unlike <see cref="Progress{T}"/>.</summary>
internal sealed class ProgressLog : IProgress<long>
{
    private readonly Lock _lock = new();
    private readonly List<long> _reports = [];

    internal IReadOnlyList<long> Reports
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
