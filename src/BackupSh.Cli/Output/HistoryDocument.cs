using BackupSh.Catalog.History;

namespace BackupSh.Cli.Output;

/// <summary>What <c>history</c> writes.</summary>
/// <param name="Runs">The runs, newest first.</param>
internal sealed record HistoryDocument(IReadOnlyList<PastRun> Runs)
{
    internal static HistoryDocument Of(IEnumerable<RunRecord> runs) => new([.. runs.Select(PastRun.Of)]);
}
