using System.Collections.Frozen;
using BackupSh.Conformance.StorageChecks;

namespace BackupSh.Conformance;

/// <summary>A promise that every storage makes, and how it is checked. Run it with <see cref="StorageConformance"/>.</summary>
public sealed class StorageCheck : ConformanceCheck
{
    private readonly Func<StorageTraits, CheckCost> _cost;

    internal StorageCheck(StorageClause clause, string id, string promise, Func<StorageTraits, CheckCost> cost, Func<StorageScratch, Task> run, bool isLarge = true)
        : base(id, CheckKind.Runnable, promise)
    {
        Clause = clause;
        _cost = cost;
        Run = run;
        IsLarge = isLarge;
    }

    internal StorageCheck(StorageClause clause, string id, string promise, int calls, long bytes, Func<StorageScratch, Task> run)
        : this(clause, id, promise, _ => new CheckCost(calls, bytes), run, isLarge: false)
    {
    }

    internal StorageCheck(CheckKind kind, StorageClause clause, string id, string promise)
        : base(id, kind, promise)
    {
        Clause = clause;
        _cost = static _ => new CheckCost(0, 0);
        Run = static _ => Task.CompletedTask;
    }

    /// <summary>Gets all checks: first those that run from outside, by clause, then those for an adapter's own tests.</summary>
    public static IReadOnlyList<StorageCheck> All { get; } = [.. Runnable().OrderBy(check => check.Clause), .. WireChecks.All, .. AdapterChecks.All];

    /// <summary>Gets the clause that the promise belongs to.</summary>
    public StorageClause Clause { get; }

    /// <summary>Gets a value indicating whether its cost grows with the storage's limits: the size of parts and pages.</summary>
    public bool IsLarge { get; }

    internal static FrozenDictionary<string, ConformanceCheck> ById { get; } =
        All.ToFrozenDictionary(check => check.Id, check => (ConformanceCheck)check, StringComparer.Ordinal);

    internal Func<StorageScratch, Task> Run { get; }

    /// <summary>Returns what the check costs at most.</summary>
    /// <param name="traits">The storage's limits.</param>
    /// <returns>The calls and the bytes; nothing for a check that does not run from outside.</returns>
    public CheckCost CostFor(StorageTraits traits)
    {
        ArgumentNullException.ThrowIfNull(traits);
        return _cost(traits);
    }

    private static IEnumerable<StorageCheck> Runnable() =>
    [
        .. AtomicChecks.All, .. LeftoverChecks.All, .. RoundTripChecks.All, .. FactChecks.All, .. RangeChecks.All, .. WriteOnceChecks.All,
        .. RaceChecks.All, .. StreamChecks.All, .. UploadOptionChecks.All, .. MissingChecks.All, .. DeleteChecks.All, .. ListingChecks.All, .. PrefixChecks.All,
        .. PagingChecks.All, .. CancellationChecks.All, .. UploadCancellationChecks.All, .. ErrorChecks.All, .. AbilityChecks.All, .. TemporaryLinkChecks.All, .. ObjectLockChecks.All, .. ConcurrencyChecks.All,
    ];
}
