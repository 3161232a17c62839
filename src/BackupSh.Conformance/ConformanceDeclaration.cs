using System.Diagnostics.CodeAnalysis;

namespace BackupSh.Conformance;

/// <summary>What a component's author declares to the checks, and the way to run them.</summary>
/// <remarks>Nothing is left out silently. A check that cannot hold is a known deviation with a reason, and fails as soon as
/// it holds after all. One that can only be made from inside needs the name of the test that makes it. Safe for concurrent
/// calls; the declarations are made in the constructor.</remarks>
public abstract class ConformanceDeclaration
{
    private readonly Dictionary<string, string> _deviations = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CheckResult> _declared = new(StringComparer.Ordinal);

    /// <summary>Initializes a declaration without deviations. Derive from <see cref="StorageConformance"/> or <see cref="SourceConformance"/>.</summary>
    protected ConformanceDeclaration()
    {
    }

    /// <summary>Gets how long a check may take before it counts as hanging.</summary>
    /// <value>The default is 2 minutes. Raise it for a storage far away with large parts.</value>
    public virtual TimeSpan Timeout => TimeSpan.FromMinutes(2);

    /// <summary>Gets the clock for time limits, and to compare an object's times with.</summary>
    /// <value>The default is the system's.</value>
    public virtual TimeProvider TimeProvider => TimeProvider.System;

    private protected abstract IReadOnlyDictionary<string, ConformanceCheck> Checks { get; }

    /// <summary>Runs a check.</summary>
    /// <param name="check">The check's id.</param>
    /// <param name="cancellationToken">Ends the check; it still cleans up.</param>
    /// <returns>What became of it. A check that fails is a result, not an exception.</returns>
    /// <exception cref="ArgumentException">There is no such check.</exception>
    public async Task<CheckResult> RunAsync(string check, CancellationToken cancellationToken = default)
    {
        ConformanceCheck found = Find(check);
        if (found.Kind != CheckKind.Runnable)
        {
            return Declared(found);
        }

        CheckRun run = Start(found);
        CheckResult result = await run.RunAsync(Timeout, TimeProvider, cancellationToken).ConfigureAwait(false);
        return _deviations.TryGetValue(check, out string? reason) ? Deviate(result, reason) : result;
    }

    /// <summary>Runs every check, one after the other.</summary>
    /// <param name="cancellationToken">Ends the running check; it still cleans up.</param>
    /// <returns>One result per check.</returns>
    public async Task<ConformanceReport> RunAllAsync(CancellationToken cancellationToken = default)
    {
        List<CheckResult> results = [];
        foreach (string check in Checks.Keys)
        {
            results.Add(await RunAsync(check, cancellationToken).ConfigureAwait(false));
        }

        return Judge(results);
    }

    /// <summary>Puts the results of checks together that were run one by one.</summary>
    /// <param name="results">The results, in any order.</param>
    /// <returns>One result per check of the suite: a check without a result has failed, and of several the worst counts.</returns>
    public ConformanceReport Judge(IEnumerable<CheckResult> results)
    {
        ArgumentNullException.ThrowIfNull(results);
        return new ConformanceReport(Checks.Values, results);
    }

    /// <summary>Declares that a check does not hold.</summary>
    /// <param name="check">The check's id.</param>
    /// <param name="reason">Why, and what follows for whoever uses the component.</param>
    /// <exception cref="ArgumentException">There is no such check, it was declared before, or there is no reason.</exception>
    protected void KnownDeviation(string check, string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        if (Find(check).Kind != CheckKind.Runnable)
        {
            Declare(check, CheckStatus.Deviation, reason);
        }
        else if (!_deviations.TryAdd(check, reason))
        {
            throw new ArgumentException($"The check '{check}' is declared twice.", nameof(check));
        }
    }

    /// <summary>Names the component's own test that makes a check which cannot be made from outside.</summary>
    /// <param name="check">The check's id.</param>
    /// <param name="tests">The class of the test.</param>
    /// <param name="test">The test's method, public: use <see langword="nameof"/>.</param>
    /// <exception cref="ArgumentException">There is no such check or test, the check was declared before, or it runs from outside.</exception>
    protected void CoveredBy(string check, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] Type tests, string test)
    {
        ArgumentNullException.ThrowIfNull(tests);
        if (!tests.GetMethods().Any(method => method.Name == test))
        {
            throw new ArgumentException($"'{tests.Name}' has no public method '{test}'.", nameof(test));
        }

        Declare(check, CheckStatus.Covered, $"by {tests.Name}.{test}");
    }

    /// <summary>Declares that a check which cannot be made from outside is about something that the component does not have.</summary>
    /// <param name="check">The check's id.</param>
    /// <param name="reason">What it does not have.</param>
    /// <exception cref="ArgumentException">There is no such check, it was declared before, or it runs from outside: then its
    /// traits say whether it applies.</exception>
    protected void DoesNotApply(string check, string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        Declare(check, CheckStatus.NotApplicable, reason);
    }

    private protected abstract CheckRun Start(ConformanceCheck check);

    /// <summary>Returns why a check does not apply though nobody declared it, or <see langword="null"/>.</summary>
    private protected abstract string? WhyNotApplicable(ConformanceCheck check);

    private static CheckResult Deviate(CheckResult result, string reason) => result.Status == CheckStatus.Failed
        ? result with { Status = CheckStatus.Deviation, Reason = $"{reason} (seen: {result.Reason})" }
        : result with { Status = CheckStatus.Failed, Reason = $"It was declared as a known deviation ('{reason}') and is {result.Status} now: remove the declaration." };

    private CheckResult Declared(ConformanceCheck check) =>
        _declared.GetValueOrDefault(check.Id)
        ?? (WhyNotApplicable(check) is { } reason
            ? new CheckResult(check.Id, CheckStatus.NotApplicable, reason)
            : new CheckResult(check.Id, CheckStatus.Failed, $"Nobody has said which test of its own covers this: {check.Promise}"));

    private void Declare(string check, CheckStatus status, string reason)
    {
        if (Find(check).Kind == CheckKind.Runnable)
        {
            throw new ArgumentException($"The check '{check}' runs from outside: it needs no such declaration.", nameof(check));
        }

        if (!_declared.TryAdd(check, new CheckResult(check, status, reason)))
        {
            throw new ArgumentException($"The check '{check}' is declared twice.", nameof(check));
        }
    }

    private ConformanceCheck Find(string check)
    {
        ArgumentNullException.ThrowIfNull(check);
        return Checks.GetValueOrDefault(check) ?? throw new ArgumentException($"There is no check '{check}'.", nameof(check));
    }
}
