namespace BackupSh.Cli.Output;

/// <summary>Writes the result of <c>verify</c> for people.</summary>
internal static class VerifyText
{
    internal static void Write(TextOutput output, VerifyDocument verified)
    {
        foreach (StorageFailure failure in verified.Failures)
        {
            output.WriteError(failure.Error);
        }

        foreach (VerifiedBackup result in verified.Results)
        {
            output.WriteError(result.Error);
        }

        if (verified.Results.Count > 0)
        {
            output.Write(Table(verified.Results));
            output.WriteLine();
        }

        output.WriteLine(Summary(verified.Results));
        foreach (StorageFailure failure in verified.Failures)
        {
            output.WriteLine($"Not all was verified: storage '{failure.Storage}' could not be asked ({failure.Error.Code}).");
        }
    }

    private static TextTable Table(IEnumerable<VerifiedBackup> results)
    {
        TextTable table = new("BACKUP", "STORAGE", "RESULT", "SIZE", "TIME TAKEN");
        foreach (VerifiedBackup result in results)
        {
            string error = result.Error is null ? "" : $" ({result.Error.Code})";
            table.Add(
                result.Backup,
                result.Storage,
                new TextCell(Words(result.Status) + error, ToneOf(result.Status)),
                Quantities.ExactSize(result.ArchiveBytes),
                Quantities.Duration(result.DurationSeconds));
        }

        return table;
    }

    private static string Summary(IReadOnlyCollection<VerifiedBackup> results) =>
        results.Count == 0
            ? "No backups."
            : $"{Quantities.Count(results.Count, "copy", "copies")}: "
                + string.Join(", ", results.CountBy(result => result.Status).Select(status => $"{status.Value} {Words(status.Key)}")) + ".";

    private static Tone ToneOf(string status) => status switch
    {
        "verified" => Tone.Good,
        "intact" => Tone.Caution,
        _ => Tone.Bad,
    };

    private static string Words(string status) => status switch
    {
        "intact" => "intact, not decrypted (no key)",
        "wrongKey" => "wrong key",
        _ => status,
    };
}
