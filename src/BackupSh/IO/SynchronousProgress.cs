namespace BackupSh.IO;

/// <summary>Reports at once on the reporter's thread; <see cref="Progress{T}"/> would post to a context and reorder.</summary>
internal sealed class SynchronousProgress<T>(Action<T> report) : IProgress<T>
{
    public void Report(T value) => report(value);
}
