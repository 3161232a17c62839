using BackupSh.Events;

namespace CustomSource;

/// <summary>Tells the console what a pager should be told: that a backup stands, or that one does not.</summary>
public sealed class ConsoleObserver : IBackupObserver
{
    public ValueTask OnEventAsync(BackupEvent backupEvent, CancellationToken cancellationToken = default)
    {
        string? line = backupEvent switch
        {
            BackupCommitted committed => $"'{committed.Storage}' has {committed.Backup}, {committed.ArchiveBytes} bytes.",
            BackupFailed failed => $"'{failed.Storage}' lacks a backup of '{failed.Database}': {failed.Error}",
            _ => null, // there will be more kinds of events: who does not know one passes over it
        };
        if (line is not null)
        {
            Console.WriteLine(line);
        }

        return ValueTask.CompletedTask;
    }
}
