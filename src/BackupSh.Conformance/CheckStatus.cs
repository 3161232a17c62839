namespace BackupSh.Conformance;

/// <summary>What became of a check.</summary>
public enum CheckStatus
{
    /// <summary>The promise was kept.</summary>
    Passed,

    /// <summary>It can only be tested from inside, and a test of the component's own is named that does.</summary>
    Covered,

    /// <summary>The promise was broken in a way that was declared, with a reason.</summary>
    Deviation,

    /// <summary>There is nothing to keep: an ability is missing, and declared to be missing.</summary>
    NotApplicable,

    /// <summary>The promise was broken, or the declaration is wrong.</summary>
    Failed,
}
