namespace BackupSh.Conformance;

/// <summary>Who can run a check.</summary>
public enum CheckKind
{
    /// <summary>Runs from outside, on any component.</summary>
    Runnable,

    /// <summary>Needs faults on the wire (a lost answer, a <c>Retry-After</c>): for the adapter's own tests, with a server
    /// that fails on demand. Does not apply to a storage without a wire.</summary>
    Wire,

    /// <summary>Needs to look or to reach inside: for the adapter's own tests.</summary>
    Adapter,
}
