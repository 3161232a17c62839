using BackupSh.Catalog;

namespace BackupSh.Cli.Output;

/// <summary>What a pin says.</summary>
internal sealed record ShownPin(string Reason, DateTime? Until, string By, bool Ended)
{
    internal static ShownPin Of(BackupPin pin, DateTimeOffset now) => new(pin.Reason, pin.Until?.UtcDateTime, pin.By, !pin.HoldsAt(now));

    /// <summary>Returns it for people: <c>until 2027-01-01T00:00:00Z, by ops: before the migration</c>.</summary>
    internal string ToText()
    {
        string until = Until is { } end ? $"{(Ended ? "ended" : "until")} {Quantities.Time(end)}" : "without an end";
        string by = By.Length > 0 ? $", by {By}" : "";
        return Reason.Length > 0 ? $"{until}{by}: {Reason}" : until + by;
    }
}
