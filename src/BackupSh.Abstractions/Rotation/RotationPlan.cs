namespace BackupSh.Rotation;

/// <summary>What becomes of every backup of a series. Nothing is deleted by making a plan.</summary>
public sealed class RotationPlan
{
    internal RotationPlan(IReadOnlyList<RotationPlanItem> items, IReadOnlyList<BackupShError> warnings)
    {
        Items = items;
        Warnings = warnings;
        Keep = Only(RotationDecision.Keep);
        Delete = Only(RotationDecision.Delete);
        Ignored = Only(RotationDecision.Ignore);
    }

    /// <summary>Gets every backup exactly once, newest first.</summary>
    public IReadOnlyList<RotationPlanItem> Items { get; }

    /// <summary>Gets what is kept, newest first.</summary>
    public IReadOnlyList<RotationPlanItem> Keep { get; }

    /// <summary>Gets what is deleted, newest first. Healthy backups only.</summary>
    public IReadOnlyList<RotationPlanItem> Delete { get; }

    /// <summary>Gets what is left alone, newest first.</summary>
    public IReadOnlyList<RotationPlanItem> Ignored { get; }

    /// <summary>Gets what somebody should know (<c>BSH0041</c> to <c>BSH0043</c>). May be empty.</summary>
    public IReadOnlyList<BackupShError> Warnings { get; }

    private RotationPlanItem[] Only(RotationDecision decision) => [.. Items.Where(item => item.Decision == decision)];
}
