using System.Globalization;
using BackupSh.Checks;
using BackupSh.Cli.Output;
using BackupSh.Conformance;
using BackupSh.Shared;
using ContractResult = BackupSh.Conformance.CheckResult;
using ContractStatus = BackupSh.Conformance.CheckStatus;

namespace BackupSh.Cli.Commands;

/// <summary>Tries out a storage in use: what its credentials may do, and whether it keeps the contract of storages.</summary>
internal sealed class DeepCheck(CommandContext context, StorageTrial trial, bool large)
{
    private readonly StorageCheck[] _checks =
        [.. StorageCheck.All.Where(check => check.Kind == Conformance.CheckKind.Runnable && (large || !check.IsLarge))];

    /// <summary>Says what it will cost, and does it.</summary>
    /// <param name="results">Where what is to be known is added.</param>
    /// <param name="cancellationToken">Ends it, after what it has stored is removed.</param>
    internal async Task<ShownTrial> RunAsync(List<Checks.CheckResult> results, CancellationToken cancellationToken)
    {
        long started = context.Environment.Time.GetTimestamp();
        CheckCost estimate = Estimate();
        context.Error.WriteLine(Announce(estimate));
        context.Progress.Say($"trying  what the credentials of '{trial.StorageName}' may do");
        IReadOnlyList<RightResult> rights = await trial.ProbeRightsAsync(cancellationToken).ConfigureAwait(false);
        results.Add(trial.Judge(rights));
        int swept = 0;
        IReadOnlyList<ContractResult> contract = [];
        if (rights.Any(right => right is { Right: StorageRight.Delete, Status: RightStatus.Allowed }))
        {
            swept = await trial.SweepAsync(cancellationToken).ConfigureAwait(false);
            contract = await TryContractAsync(cancellationToken).ConfigureAwait(false);
            results.Add(Judge(contract));
        }
        else
        {
            results.Add(new Checks.CheckResult(Checks.CheckKind.StorageContract, trial.StorageName, Checks.CheckStatus.Warning)
            {
                Error = ErrorTexts.Error("BSH0815", trial.StorageName),
            });
        }

        TimeSpan duration = context.Environment.Time.GetElapsedTime(started);
        return ShownTrial.Of(rights, trial.LeastRights, contract) with
        {
            Estimate = new ShownCost(_checks.Length, estimate.Calls, estimate.Bytes),
            Swept = swept,
            DurationSeconds = CliJson.Seconds(duration),
        };
    }

    // The traits that cost anything do not show from outside: these are the defaults, as they will be observed.
    private CheckCost Estimate()
    {
        CheckCost[] costs = [.. _checks.Select(check => check.CostFor(new StorageTraits()))];
        return new CheckCost(costs.Sum(cost => cost.Calls), costs.Sum(cost => cost.Bytes));
    }

    private string Announce(CheckCost estimate)
    {
        int leftOut = StorageCheck.All.Count(check => check.Kind == Conformance.CheckKind.Runnable) - _checks.Length;
        string rest = leftOut == 0 ? "" : $"; {Quantities.Count(leftOut, "large check")} left out, which '--large' adds";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"trying storage '{trial.StorageName}': {_checks.Length} checks, at most {estimate.Calls} calls and {Quantities.Size(estimate.Bytes)}{rest}");
    }

    private async Task<IReadOnlyList<ContractResult>> TryContractAsync(CancellationToken cancellationToken)
    {
        StorageConformance conformance = await StorageConformance.ObserveAsync(trial.Storage, StorageTrial.Prefix, cancellationToken).ConfigureAwait(false);
        List<ContractResult> results = [];
        foreach ((int index, StorageCheck check) in _checks.Index())
        {
            context.Progress.Say(string.Create(CultureInfo.InvariantCulture, $"trying  {index + 1} of {_checks.Length}  {check.Id}"));
            results.Add(await conformance.RunAsync(check.Id, cancellationToken).ConfigureAwait(false));
        }

        return results;
    }

    private Checks.CheckResult Judge(IReadOnlyList<ContractResult> contract)
    {
        int failed = contract.Count(result => !result.IsAcceptable);
        int passed = contract.Count(result => result.Status == ContractStatus.Passed);
        string detail = string.Create(CultureInfo.InvariantCulture, $"{passed} passed, {failed} failed, {contract.Count - passed - failed} do not apply");
        return failed == 0
            ? new Checks.CheckResult(Checks.CheckKind.StorageContract, trial.StorageName, Checks.CheckStatus.Passed) { Detail = detail }
            : new Checks.CheckResult(Checks.CheckKind.StorageContract, trial.StorageName, Checks.CheckStatus.Failed)
            {
                Detail = detail,
                Error = ErrorTexts.Error("BSH0816", trial.StorageName, failed, contract.Count),
            };
    }
}
