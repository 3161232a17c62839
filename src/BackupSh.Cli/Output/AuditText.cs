namespace BackupSh.Cli.Output;

/// <summary>Writes the result of <c>audit</c> for people.</summary>
internal static class AuditText
{
    internal static void Write(TextOutput output, AuditDocument audit)
    {
        if (audit.Acts.Count == 0)
        {
            output.WriteLine("Nothing was deleted, replaced or copied.");
            return;
        }

        TextTable table = new("TIME", "ACT", "OUTCOME", "STORAGE", "WHAT", "BY", "WHY");
        foreach (AuditedAct act in audit.Acts)
        {
            table.Add(
                Quantities.Time(act.Time),
                act.Act == "replaceTarget" ? "replace" : act.Act,
                new TextCell(act.Outcome, act.Outcome == "done" ? Tone.Plain : Tone.Caution),
                act.Storage ?? "",
                string.Join(' ', act.Names),
                act.Account,
                act.Error is null ? act.Reason : $"{act.Reason}; {act.Error}");
        }

        output.Write(table);
    }
}
