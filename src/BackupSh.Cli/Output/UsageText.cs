using System.Globalization;
using BackupSh.Catalog.History;

namespace BackupSh.Cli.Output;

/// <summary>Writes the result of <c>usage</c> for people.</summary>
internal static class UsageText
{
    internal static void Write(TextOutput output, UsageDocument usage)
    {
        if (usage.Days.Count == 0)
        {
            output.WriteLine("Nothing is known yet.");
            output.WriteNext("'backupsh sync' looks");
            return;
        }

        TextTable table = new("DAY", "STORAGE", "BACKUPS", "SIZE");
        foreach (UsageRecord day in usage.Days)
        {
            table.Add(
                day.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                day.Storage,
                day.Backups.ToString(CultureInfo.InvariantCulture),
                Quantities.ExactSize(day.ArchiveBytes));
        }

        output.Write(table);
    }
}
