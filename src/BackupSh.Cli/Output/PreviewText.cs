namespace BackupSh.Cli.Output;

/// <summary>Writes the result of <c>rotation preview</c> for people.</summary>
internal static class PreviewText
{
    internal static void Write(TextOutput output, PreviewDocument preview)
    {
        foreach (PreviewedSeries series in preview.Storages)
        {
            output.WriteWarnings(series.Warnings);
            output.WriteError(series.Error);
        }

        foreach (PreviewedSeries series in preview.Storages.Where(series => series.Error is null))
        {
            output.WriteLine(
                $"Storage '{series.Storage}', database '{series.Database}': {series.Keep} would stay, {series.Delete} would go "
                + $"({Quantities.Size(series.DeleteBytes)}), instead of under {series.CurrentPolicy}.");
            Write(output, series);
        }

        output.WriteNext("nothing was deleted; put these rules into the job's Rotation to use them");
    }

    private static void Write(TextOutput output, PreviewedSeries series)
    {
        if (series.Changes.Count == 0)
        {
            output.WriteLine("  Nothing would change.");
            return;
        }

        TextTable table = new("  BACKUP", "SIZE", "NOW", "THEN", "WHY");
        foreach (PreviewedBackup backup in series.Changes)
        {
            string why = backup.NearestMiss is { } miss ? "nearest: " + miss : string.Join("; ", backup.Reasons);
            table.Add("  " + backup.Backup, Quantities.Size(backup.ArchiveBytes), backup.Current, backup.Proposed, why);
        }

        output.Write(table);
    }
}
