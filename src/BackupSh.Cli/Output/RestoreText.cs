namespace BackupSh.Cli.Output;

/// <summary>Writes the result of <c>restore</c> for people.</summary>
internal static class RestoreText
{
    internal static void Write(TextOutput output, RestoreDocument restored)
    {
        output.WriteWarnings(restored.Warnings);
        string duration = Quantities.Duration(restored.DurationSeconds);
        output.WriteLine("Restored", Tone.Good, $" '{restored.Backup}' from storage '{restored.Storage}' in {duration}.");
        output.WriteLine();
        output.WriteLine($"target    {restored.Target}");
        output.WriteLine($"content   {Quantities.ExactSize(restored.PlaintextBytes)}");
        if (restored.PreviousTarget is null)
        {
            output.WriteNext("look at the restored data before anything writes to it");
            return;
        }

        output.WriteLine($"previous  {restored.PreviousTarget}");
        output.WriteNext($"look at the restored data, then remove '{restored.PreviousTarget}'");
    }
}
