using BackupSh.Checks;
using BackupSh.Conformance;
using BackupSh.Storage;
using ContractResult = BackupSh.Conformance.CheckResult;

namespace BackupSh.Cli.Output;

/// <summary>What a deep check found in one storage.</summary>
/// <param name="Rights">What the credentials may do.</param>
/// <param name="LeastRights">What each role needs, in the provider's words; empty if the storage's type does not tell.</param>
/// <param name="Checks">One for each check of the contract that was made; empty if nothing may be deleted.</param>
internal sealed record ShownTrial(
    IReadOnlyList<ShownRight> Rights, IReadOnlyList<ShownPolicy> LeastRights, IReadOnlyList<ShownContractCheck> Checks)
{
    /// <summary>Gets what it was said to cost at most.</summary>
    public ShownCost Estimate { get; init; } = new(0, 0, 0);

    /// <summary>Gets how many objects were removed that killed checks had left.</summary>
    public int Swept { get; init; }

    public double DurationSeconds { get; init; }

    internal static ShownTrial Of(
        IEnumerable<RightResult> rights, IEnumerable<AccessPolicy> policies, IEnumerable<ContractResult> contract)
    {
        Dictionary<string, StorageClause> clauses = StorageCheck.All.ToDictionary(check => check.Id, check => check.Clause);
        return new ShownTrial(
            [.. rights.Select(right => new ShownRight(CliJson.Word(right.Right), CliJson.Word(right.Status), right.Detail, ShownError.OfNullable(right.Error)))],
            [.. policies.Select(policy => new ShownPolicy(CliJson.Word(policy.Role), policy.Kind, policy.Text))],
            [.. contract.Select(result => ShownContractCheck.Of(result, clauses[result.Check]))]);
    }
}
