namespace BackupSh.Cli.Output;

/// <summary>Writes the result of <c>rotate</c> for people.</summary>
internal static class RotateText
{
    internal static void Write(TextOutput output, RotateDocument rotated)
    {
        foreach (RotatedSeries series in rotated.Storages)
        {
            output.WriteWarnings(series.Warnings);
            output.WriteError(series.Error);
        }

        foreach (RotatedSeries series in rotated.Storages)
        {
            Write(output, series, rotated.DryRun);
        }

        if (rotated.DryRun && rotated.Storages.Any(series => series.Backups.Any(IsDeletion)))
        {
            output.WriteNext($"nothing was deleted; 'backupsh rotate {rotated.Job}' does it");
        }
    }

    private static void Write(TextOutput output, RotatedSeries series, bool dryRun)
    {
        if (series.Error is not null)
        {
            output.WriteLine($"Storage '{series.Storage}', database '{series.Database}': did not finish ({series.Error.Code}).");
        }
        else
        {
            int keep = series.Backups.Count(backup => !IsDeletion(backup));
            output.WriteLine(dryRun
                ? $"Storage '{series.Storage}', database '{series.Database}': {keep} would stay, {series.Backups.Count - keep} would go."
                : $"Storage '{series.Storage}', database '{series.Database}': {keep} kept, {series.Deleted.Count} deleted.");
        }

        if (series.Backups.Count > 0)
        {
            output.Write(Table(series, dryRun));
        }
    }

    private static TextTable Table(RotatedSeries series, bool dryRun)
    {
        TextTable table = new("  BACKUP", "DECISION", "WHY");
        foreach (RotatedBackup backup in series.Backups)
        {
            string why = backup.NearestMiss is { } miss ? "nearest: " + miss : string.Join("; ", backup.Reasons);
            table.Add("  " + backup.Backup, new TextCell(Words(series, backup, dryRun), IsDeletion(backup) ? Tone.Caution : Tone.Good), why);
        }

        return table;
    }

    private static string Words(RotatedSeries series, RotatedBackup backup, bool dryRun) =>
        !IsDeletion(backup) ? (backup.Decision == "ignore" ? "left alone" : "keep")
        : dryRun ? "delete"
        : series.Deleted.Contains(backup.Backup) ? "deleted"
        : series.Retained.Contains(backup.Backup) ? "locked by the storage"
        : "not deleted";

    private static bool IsDeletion(RotatedBackup backup) => backup.Decision == "delete";
}
