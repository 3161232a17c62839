namespace BackupSh.Cli.Output;

/// <summary>Writes the result of <c>list</c> for people.</summary>
internal static class ListText
{
    internal static void Write(TextOutput output, ListDocument list)
    {
        foreach (StorageFailure failure in list.Failures)
        {
            output.WriteError(failure.Error);
        }

        if (list.Backups.Count > 0)
        {
            output.Write(Table(list.Backups));
            output.WriteLine();
        }

        output.WriteLine(Summary(list));
        WriteProblems(output, list);
        foreach (StorageFailure failure in list.Failures)
        {
            output.WriteLine("The list is not complete", Tone.Caution, $": storage '{failure.Storage}' could not be asked ({failure.Error.Code}).");
        }
    }

    private static TextTable Table(IEnumerable<ListedBackup> backups)
    {
        TextTable table = new("BACKUP", "STORAGE", "TIME", "SIZE", "ENCRYPTED", "HEALTH", "LABELS");
        foreach (ListedBackup backup in backups)
        {
            table.Add(
                backup.Backup,
                backup.Storage,
                Quantities.Time(backup.Time),
                Quantities.ExactSize(backup.ArchiveBytes),
                backup.Encrypted ? "yes" : "no",
                new TextCell(backup.Pinned ? backup.Health + ", pinned" : backup.Health, backup.Health == "complete" ? Tone.Good : Tone.Bad),
                Describe(backup.Labels));
        }

        return table;
    }

    private static string Describe(IReadOnlyDictionary<string, string> labels) =>
        string.Join(' ', labels.OrderBy(label => label.Key, StringComparer.Ordinal).Select(label => $"{label.Key}={label.Value}"));

    private static string Summary(ListDocument list)
    {
        int names = list.Backups.Select(backup => backup.Backup).Distinct(StringComparer.Ordinal).Count();
        return names == 0
            ? "No backups."
            : $"{Quantities.Count(names, "backup")}, {Quantities.Count(list.Backups.Count, "copy", "copies")}, "
                + $"{Quantities.ExactSize(list.Backups.Sum(backup => backup.ArchiveBytes))}.";
    }

    private static void WriteProblems(TextOutput output, ListDocument list)
    {
        if (list.Problems is not { Count: > 0 } problems)
        {
            return;
        }

        output.WriteLine();
        string count = Quantities.Count(problems.Count, "problem");
        output.WriteLine(list.ShowsProblems ? count + ":" : count + "; 'backupsh list --problems' shows them:");
        if (list.ShowsProblems)
        {
            foreach (ListedProblem problem in problems)
            {
                output.WriteLine($"  {problem.Error.Code}: {problem.Error.Message}");
                output.WriteLine($"    next: {problem.Error.Hint}");
            }

            return;
        }

        foreach (var group in problems.GroupBy(problem => (problem.Storage, problem.Kind)))
        {
            output.WriteLine($"  storage '{group.Key.Storage}': {group.Count()} x {Words(group.Key.Kind)}");
        }
    }

    private static string Words(string kind) => kind switch
    {
        "foreignFile" => "foreign file",
        "archiveWithoutInfo" => "archive without info file",
        "infoWithoutArchive" => "info file without archive",
        "severalArchives" => "several archives for one info file",
        "badInfo" => "unreadable info file",
        "wrongSize" => "archive of another size than its info file says",
        "staleClaim" => "claim of a run that ended long ago",
        "pinWithoutBackup" => "pin without backup",
        _ => kind,
    };
}
