using BackupSh.Catalog.History;

namespace BackupSh.Cli.Output;

/// <summary>Writes the result of <c>history</c> for people.</summary>
internal static class HistoryText
{
    internal static void Write(TextOutput output, HistoryDocument history)
    {
        if (history.Runs.Count == 0)
        {
            output.WriteLine("No runs.");
            return;
        }

        TextTable table = new("STARTED", "JOB", "STATUS", "TOOK", "SIZE", "BACKUP", "STORAGES");
        foreach (PastRun run in history.Runs)
        {
            table.Add(
                Quantities.Time(run.Started),
                run.Job,
                new TextCell(Words(run.Status), ToneOf(run.Status)),
                run.DurationSeconds is { } seconds ? Quantities.Duration(seconds) : "",
                Quantities.Size(run.Backups.Sum(backup => backup.ArchiveBytes)),
                string.Join(' ', run.Backups.Select(backup => backup.Name ?? backup.Database)),
                string.Join(", ", run.Backups.SelectMany(backup => backup.Storages.Select(Describe)).Distinct()));
        }

        output.Write(table);
        foreach (string error in history.Runs.SelectMany(run => run.Backups).SelectMany(backup => backup.Storages.Select(storage => storage.Error).Append(backup.Error)).OfType<string>().Distinct())
        {
            output.WriteLine("  " + error);
        }
    }

    private static string Describe(RunStorageRecord storage) => storage.Error is null ? storage.Storage : storage.Storage + " failed";

    private static string Words(string status) => status == "partiallySucceeded" ? "partially succeeded" : status;

    private static Tone ToneOf(string status) => status switch
    {
        "succeeded" => Tone.Good,
        "failed" => Tone.Bad,
        _ => Tone.Caution,
    };
}
