namespace BackupSh.Conformance;

/// <summary>One promise, and how it is checked.</summary>
public abstract class ConformanceCheck
{
    private protected ConformanceCheck(string id, CheckKind kind, string promise)
    {
        Id = id;
        Kind = kind;
        Promise = promise;
    }

    /// <summary>Gets the stable id: lower-case words with hyphens.</summary>
    public string Id { get; }

    /// <summary>Gets who can run it.</summary>
    public CheckKind Kind { get; }

    /// <summary>Gets the promise in one sentence.</summary>
    public string Promise { get; }

    /// <summary>Returns the id.</summary>
    /// <returns>The id.</returns>
    public override string ToString() => Id;
}
