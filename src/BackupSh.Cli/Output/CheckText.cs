namespace BackupSh.Cli.Output;

/// <summary>Writes the result of <c>check</c> for people.</summary>
internal static class CheckText
{
    private const string Passed = "passed";
    private const string Failed = "failed";

    internal static void Write(TextOutput output, CheckDocument check)
    {
        WriteFindings(output, check);
        output.Write(Table(check.Results));
        if (check.Deep is not null)
        {
            TrialText.Write(output, check.Deep);
        }

        output.WriteLine();
        int failed = check.Results.Count(result => result.Status == Failed);
        int warnings = check.Results.Count(result => result.Status != Failed && result.Status != Passed);
        output.WriteLine(
            failed > 0 ? "Not everything works" : warnings > 0 ? "Everything works, with warnings" : "Everything works",
            ToneOf(check.Status),
            $": {Quantities.Count(check.Results.Count, "check")}, {failed} failed, {Quantities.Count(warnings, "warning")}.");
    }

    /// <summary>Writes what is wrong, with what to do.</summary>
    internal static void WriteFindings(TextOutput output, CheckDocument check)
    {
        foreach (ShownCheck result in check.Results.Where(result => result.Error is not null))
        {
            if (result.Status == Failed)
            {
                output.WriteError(result.Error);
            }
            else
            {
                output.WriteWarnings([result.Error!]);
            }
        }
    }

    /// <summary>Returns what was looked at, in words.</summary>
    internal static string Describe(ShownCheck check) => check.Kind switch
    {
        "configuration" => check.Subject.Length == 0 ? "configuration" : check.Subject,
        "source" => $"source '{check.Subject}'",
        "schedules" => "schedules",
        "encryption" => $"job '{check.Subject}': encryption",
        "decryption" => $"job '{check.Subject}': decryption",
        "storageListing" => $"storage '{check.Subject}': listing",
        "storageWriting" => $"storage '{check.Subject}': writing and reading",
        "storageClaim" => $"storage '{check.Subject}': taken names",
        "storageDeletion" => $"storage '{check.Subject}': deletion",
        "storageClock" => $"storage '{check.Subject}': clock",
        "storageRights" => $"storage '{check.Subject}': rights",
        "storageContract" => $"storage '{check.Subject}': contract",
        "storageSpace" => $"storage '{check.Subject}': room",
        _ => $"{check.Kind} '{check.Subject}'",
    };

    private static TextTable Table(IEnumerable<ShownCheck> results)
    {
        TextTable table = new("RESULT", "WHAT", "FOUND");
        foreach (ShownCheck result in results)
        {
            string found = string.Join(' ', new[] { result.Detail, result.Error is null ? null : $"({result.Error.Code})" }.OfType<string>());
            table.Add(new TextCell(result.Status, ToneOf(result.Status)), Describe(result), found);
        }

        return table;
    }

    private static Tone ToneOf(string status) => status switch
    {
        Passed => Tone.Good,
        Failed => Tone.Bad,
        _ => Tone.Caution,
    };
}
