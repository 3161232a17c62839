namespace BackupSh.Cli.Output;

/// <summary>Writes the result of <c>delete</c> for people.</summary>
internal static class DeleteText
{
    internal static void Write(TextOutput output, DeleteDocument deleted)
    {
        foreach (ShownError? error in deleted.Storages.Select(storage => storage.Error).Concat(deleted.Failures.Select(failure => failure.Error)))
        {
            output.WriteError(error);
        }

        output.WriteLine($"backup  {deleted.Backup}");
        output.WriteLine();
        TextTable table = new("STORAGE", "RESULT");
        foreach (DeletedCopy storage in deleted.Storages)
        {
            table.Add(storage.Storage, storage.IsGone ? storage.Status : $"{Words(storage.Status)} ({storage.Error?.Code})");
        }

        foreach (StorageFailure failure in deleted.Failures)
        {
            table.Add(failure.Storage, $"could not be asked ({failure.Error.Code})");
        }

        output.Write(table);
        if (deleted.ExitCode != ExitCodes.Ok)
        {
            output.WriteNext($"mend what the errors name, then 'backupsh delete {deleted.Backup}' again: it deletes what is left");
        }
    }

    private static string Words(string status) => status == "retained" ? "locked by the storage" : status;
}
