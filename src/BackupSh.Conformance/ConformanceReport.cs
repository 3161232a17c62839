namespace BackupSh.Conformance;

/// <summary>What became of every check: one result each, those that were not run included.</summary>
public sealed class ConformanceReport
{
    internal ConformanceReport(IEnumerable<ConformanceCheck> checks, IEnumerable<CheckResult> results)
    {
        ILookup<string, CheckResult> found = results.ToLookup(result => result.Check, StringComparer.Ordinal);
        Results = [.. checks.Select(check => Worst(check.Id, found[check.Id]))];
    }

    /// <summary>Gets one result per check, in the order of the suite.</summary>
    public IReadOnlyList<CheckResult> Results { get; }

    /// <summary>Gets those that failed or were not run.</summary>
    public IEnumerable<CheckResult> Failures => Results.Where(result => !result.IsAcceptable);

    /// <summary>Gets a value indicating whether no check failed and none was left out.</summary>
    public bool IsAcceptable => !Failures.Any();

    /// <summary>Returns a line of counts, then each check that did not simply pass.</summary>
    /// <returns>Several lines.</returns>
    public override string ToString()
    {
        IEnumerable<string> counts = Results.CountBy(result => result.Status).OrderBy(count => count.Key).Select(count => $"{count.Value} {count.Key}");
        IEnumerable<string> others = Results.Where(result => result.Status != CheckStatus.Passed).Select(result => result.ToString());
        return string.Join('\n', [string.Join(", ", counts), .. others]);
    }

    private static CheckResult Worst(string check, IEnumerable<CheckResult> results) =>
        results.MaxBy(result => result.Status)
        ?? new CheckResult(check, CheckStatus.Failed, "It was not run. A check that cannot hold is declared as a known deviation, not left out.");
}
