using BackupSh.Conformance;

namespace BackupSh.Cli.Output;

/// <summary>Whether a storage keeps one promise of its contract.</summary>
/// <param name="Clause">The clause, for example <c>writeOnce</c>.</param>
/// <param name="Check">The check's id.</param>
/// <param name="Status"><c>passed</c>, <c>failed</c> or <c>notApplicable</c>.</param>
/// <param name="Reason">What was expected and what was found; empty if it passed.</param>
/// <param name="Calls">How often it called the storage.</param>
/// <param name="ContentBytes">How many bytes it sent and received.</param>
internal sealed record ShownContractCheck(string Clause, string Check, string Status, string Reason, int Calls, long ContentBytes)
{
    public double DurationSeconds { get; init; }

    internal static ShownContractCheck Of(CheckResult result, StorageClause clause) =>
        new(CliJson.Word(clause), result.Check, CliJson.Word(result.Status), result.Reason, result.Cost.Calls, result.Cost.Bytes)
        {
            DurationSeconds = CliJson.Seconds(result.Duration),
        };
}
