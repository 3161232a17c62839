using System.Collections.Frozen;
using BackupSh.Conformance.SourceChecks;

namespace BackupSh.Conformance;

/// <summary>A promise that every source makes, and how it is checked. Run it with <see cref="SourceConformance"/>.</summary>
public sealed class SourceCheck : ConformanceCheck
{
    internal SourceCheck(string id, string promise, Func<SourceScratch, Task> run)
        : base(id, CheckKind.Runnable, promise) => Run = run;

    internal SourceCheck(string id, string promise)
        : base(id, CheckKind.Adapter, promise) => Run = static _ => Task.CompletedTask;

    /// <summary>Gets all checks: of describing, of writing, of restoring, then those for a source's own tests.</summary>
    public static IReadOnlyList<SourceCheck> All { get; } = [.. DescribeChecks.All, .. WriteChecks.All, .. RestoreChecks.All, .. PublishChecks.All, .. OwnChecks.All];

    internal static FrozenDictionary<string, ConformanceCheck> ById { get; } =
        All.ToFrozenDictionary(check => check.Id, check => (ConformanceCheck)check, StringComparer.Ordinal);

    internal Func<SourceScratch, Task> Run { get; }
}
