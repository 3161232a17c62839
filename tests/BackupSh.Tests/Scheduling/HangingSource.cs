using BackupSh.Sources;
using BackupSh.Testing;

namespace BackupSh.Tests.Scheduling;

/// <summary>A source that gives nothing until it is cancelled. A fake clock must not be moved on before it is asked.</summary>
internal sealed class HangingSource : IBackupSource
{
    private readonly FakeSource _inner = new();
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Name => _inner.Name;

    /// <summary>Gets what ends when it is asked for its content: then nothing else of the run is under way.</summary>
    internal Task Asked => _asked.Task;

    public SourceDescription Describe(string? database = null) => _inner.Describe(database);

    public async Task<SourceReport> WriteToAsync(Stream destination, SourceRequest request, CancellationToken cancellationToken = default)
    {
        _asked.TrySetResult();
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        return new SourceReport();
    }

    public Task<SourceReport> CheckAsync(CancellationToken cancellationToken = default) => _inner.CheckAsync(cancellationToken);
}
