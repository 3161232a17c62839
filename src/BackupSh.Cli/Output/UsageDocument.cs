using BackupSh.Catalog.History;

namespace BackupSh.Cli.Output;

/// <summary>What <c>usage</c> writes.</summary>
/// <param name="Days">Each storage's days, newest first.</param>
internal sealed record UsageDocument(IReadOnlyList<UsageRecord> Days)
{
    internal static UsageDocument Of(IReadOnlyList<UsageRecord> days) => new(days);
}
