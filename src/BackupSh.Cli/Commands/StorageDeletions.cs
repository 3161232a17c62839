using BackupSh.Cli.Output;
using BackupSh.Shared;
using BackupSh.Storage;

namespace BackupSh.Cli.Commands;

/// <summary>Deletes a backup from one storage after the other.</summary>
internal sealed class StorageDeletions(CliHost host, string backup)
{
    private readonly List<DeletedCopy> _done = [];

    /// <summary>Gets what became of it in each storage that had something of it.</summary>
    internal IReadOnlyList<DeletedCopy> Done => _done;

    /// <summary>Deletes. A cancellation is among the outcomes: what is gone already must be told.</summary>
    internal async Task RunAsync(IEnumerable<string> storages, CancellationToken cancellationToken)
    {
        foreach (string storage in storages)
        {
            try
            {
                DeleteOutcome outcome = await host.Catalog.DeleteAsync(storage, backup, cancellationToken).ConfigureAwait(false);
                _done.Add(DeletedCopy.Of(storage, outcome));
            }
            catch (BackupShException exception) when (exception.Code == "BSH0540")
            {
                // This storage has nothing of it.
            }
            catch (BackupShException exception)
            {
                _done.Add(DeletedCopy.Failed(storage, exception.Error));
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                _done.Add(DeletedCopy.Failed(storage, ErrorTexts.Error("BSH0723", backup, storage)));
            }
        }
    }
}
