namespace BackupSh.Cli.Output;

/// <summary>Writes the result of <c>sync</c> for people.</summary>
internal static class SyncText
{
    internal static void Write(TextOutput output, SyncDocument sync)
    {
        foreach (SyncedStorage storage in sync.Storages)
        {
            output.WriteError(storage.Error);
            if (storage.Error is { } error)
            {
                output.WriteLine($"Storage '{storage.Storage}'", Tone.Bad, $": could not be synced ({error.Code}).");
                continue;
            }

            Write(output, storage);
        }

        int problems = sync.Storages.Sum(storage => storage.Problems.Count);
        if (problems > 0)
        {
            output.WriteNext($"'backupsh problems' shows {Quantities.Count(problems, "problem")}");
        }
    }

    private static void Write(TextOutput output, SyncedStorage storage)
    {
        output.WriteLine(
            $"Storage '{storage.Storage}': {Quantities.Count(storage.Backups, "backup")}, {Quantities.ExactSize(storage.ArchiveBytes)}; "
            + $"{storage.Added.Count} new, {storage.Gone.Count} gone, {Quantities.Count(storage.Problems.Count, "problem")}.");
        foreach (string gone in storage.Gone)
        {
            output.WriteLine("  gone", Tone.Caution, ": " + gone);
        }

        foreach (HealedBackup healed in storage.Healed)
        {
            output.WriteError(healed.Error);
            HealedText.Write(output, storage.Storage, healed);
        }
    }
}
