namespace BackupSh.Cli.Output;

/// <summary>Writes the result of <c>rotation plan</c> for people.</summary>
internal static class TimesText
{
    internal static void Write(TextOutput output, TimesDocument plan)
    {
        output.WriteWarnings(plan.Warnings);
        output.WriteLine($"{plan.Keep.Count} kept, {plan.Delete.Count} deleted.");
        TextTable table = new("  TIME", "DECISION", "WHY");
        foreach (KeptTime kept in plan.Keep)
        {
            table.Add("  " + kept.Time, "keep", string.Join("; ", kept.Reasons));
        }

        foreach (DeletedTime deleted in plan.Delete)
        {
            table.Add("  " + deleted.Time, "delete", "nearest: " + deleted.NearestMiss);
        }

        if (plan.Keep.Count > 0)
        {
            output.Write(table);
        }
    }
}
