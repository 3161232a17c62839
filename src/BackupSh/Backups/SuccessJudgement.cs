using BackupSh.Options;

namespace BackupSh.Backups;

/// <summary>Judges a backup's outcomes by the job's success rule.</summary>
internal static class SuccessJudgement
{
    /// <param name="rule">The job's rule.</param>
    /// <param name="outcomes">In the job's order: the first is the primary storage's.</param>
    internal static RunStatus Judge(this SuccessRule rule, IReadOnlyList<StorageOutcome> outcomes)
    {
        int committed = outcomes.Count(outcome => outcome.IsCommitted);
        bool satisfied = rule.Kind switch
        {
            SuccessRuleKind.AtLeast => committed >= rule.Count,
            SuccessRuleKind.Primary => outcomes[0].IsCommitted,
            _ => committed == outcomes.Count,
        };
        return satisfied ? RunStatus.Succeeded : committed > 0 ? RunStatus.PartiallySucceeded : RunStatus.Failed;
    }
}
