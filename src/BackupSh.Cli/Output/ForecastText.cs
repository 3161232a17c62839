using System.Globalization;

namespace BackupSh.Cli.Output;

/// <summary>Writes the result of <c>rotation simulate</c> for people.</summary>
internal static class ForecastText
{
    internal static void Write(TextOutput output, ForecastDocument forecast)
    {
        output.WriteWarnings(forecast.Warnings);
        output.WriteLine($"{Quantities.Count(forecast.Backups, "backup")} made, {forecast.Kept} left under {forecast.Policy}.");
        output.WriteLine();
        output.WriteLine($"at most   {Quantities.Count(forecast.MostKept, "backup")} at a time{Since(forecast)}{Bound(forecast)}");
        output.WriteLine($"reach     {Days(forecast.ShortestReachSeconds)} to {Days(forecast.LongestReachSeconds)} days back, in the second half of the time");
        if (forecast.Bytes is { } bytes && forecast.MostBytes is { } most)
        {
            output.WriteLine($"size      {Quantities.Size(bytes)} in the end, {Quantities.Size(most)} at most, while one more is written");
        }

        foreach (ForecastTier tier in forecast.Tiers)
        {
            output.WriteLine($"{tier.Tier,-9} {Quantities.Count(tier.Kept, "period")} of {tier.Rule}");
        }

        if (forecast.RestorePoints.Count > 0)
        {
            output.WriteLine();
            output.Write(Table(forecast));
        }
    }

    private static TextTable Table(ForecastDocument forecast)
    {
        TextTable table = new("RESTORE POINT", "WHY");
        foreach (KeptTime kept in forecast.RestorePoints)
        {
            table.Add(kept.Time, string.Join("; ", kept.Reasons));
        }

        return table;
    }

    private static string Since(ForecastDocument forecast) => forecast.MostKeptAt is { } time ? $", first at {Quantities.Time(time)}" : "";

    private static string Bound(ForecastDocument forecast) =>
        forecast.MaximumKept is { } maximum ? string.Create(CultureInfo.InvariantCulture, $"; never more than {maximum}") : "; without limit";

    private static string Days(double seconds) => (seconds / 86_400).ToString("0.#", CultureInfo.InvariantCulture);
}
