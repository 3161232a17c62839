namespace BackupSh.Cli.Output;

/// <summary>Writes the result of <c>run</c> for people.</summary>
internal static class RunText
{
    internal static void Write(TextOutput output, RunDocument run)
    {
        foreach (RunBackup backup in run.Backups)
        {
            WriteErrors(output, backup);
        }

        output.WriteLine($"Job '{run.Job}' {Words(run.Status)}", ToneOf(run.Status), $" in {Quantities.Duration(run.DurationSeconds)}.");
        foreach (RunBackup backup in run.Backups)
        {
            Write(output, backup);
        }

        output.WriteNext(Next(run));
    }

    private static void Write(TextOutput output, RunBackup backup)
    {
        if (backup.Backup is null)
        {
            return;
        }

        output.WriteLine();
        output.WriteLine($"backup   {backup.Backup}");
        if (backup.Storages.Any(storage => storage.Committed))
        {
            output.WriteLine($"archive  {backup.Archive}");
            output.WriteLine($"size     {Quantities.ExactSize(backup.ArchiveBytes)}");
            output.WriteLine($"content  {Quantities.ExactSize(backup.PlaintextBytes)}");
        }

        output.WriteLine();
        TextTable table = new("STORAGE", "RESULT", "ROTATION");
        foreach (RunStorage storage in backup.Storages)
        {
            TextCell result = storage.Committed ? new("stored", Tone.Good) : new($"failed ({storage.Error?.Code})", Tone.Bad);
            table.Add(storage.Storage, result, Describe(storage.Rotation));
        }

        output.Write(table);
        foreach (RunStorage storage in backup.Storages)
        {
            foreach (HealedBackup healed in storage.Healed)
            {
                HealedText.Write(output, storage.Storage, healed);
            }
        }
    }

    private static void WriteErrors(TextOutput output, RunBackup backup)
    {
        output.WriteError(backup.Error);
        output.WriteWarnings(backup.Warnings);
        foreach (RunStorage storage in backup.Storages)
        {
            output.WriteError(storage.Error);
            output.WriteWarnings(storage.Warnings);
            output.WriteWarnings([.. storage.Healed.Select(healed => healed.Error).OfType<ShownError>()]);
            output.WriteWarnings(storage.Rotation?.Error is { } error ? [error] : []);
        }
    }

    private static TextCell Describe(RunRotation? rotation) => rotation switch
    {
        null => new TextCell("-"),
        { Error: { } error } => new TextCell($"did not finish ({error.Code})", Tone.Caution),
        _ => new TextCell($"{rotation.Kept} kept, {rotation.Deleted.Count} deleted"),
    };

    private static Tone ToneOf(string status) => status switch
    {
        "succeeded" => Tone.Good,
        "failed" => Tone.Bad,
        _ => Tone.Caution,
    };

    private static string Words(string status) => status switch
    {
        "succeeded" => "succeeded",
        "failed" => "failed",
        _ => "succeeded in part",
    };

    private static string Next(RunDocument run)
    {
        string? stored = run.Backups.FirstOrDefault(backup => backup.Storages.Any(storage => storage.Committed))?.Backup;
        bool mend = run.Backups.Any(backup => backup.Error is not null || backup.Storages.Any(storage => !storage.Committed));
        return mend
            ? $"mend what the errors name, then 'backupsh run {run.Job}'"
            : $"'backupsh verify {stored}' proves that it can be restored";
    }
}
