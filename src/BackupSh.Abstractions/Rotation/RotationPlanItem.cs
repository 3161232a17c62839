namespace BackupSh.Rotation;

/// <summary>What becomes of a backup, and why.</summary>
/// <param name="Candidate">The backup.</param>
/// <param name="Decision">What becomes of it.</param>
/// <param name="Reasons">Why it is kept or left alone: at least one. Empty if it is deleted.</param>
/// <param name="NearestMiss">Which rule came nearest to keeping it; <see langword="null"/> unless it is deleted.</param>
public sealed record RotationPlanItem(
    RotationCandidate Candidate, RotationDecision Decision, IReadOnlyList<RotationReason> Reasons, RotationMiss? NearestMiss)
{
    /// <summary>Returns the decision in one line.</summary>
    /// <returns>For example <c>shop.2026-11-24_03-00-00: keep (newest healthy backup; daily 1 of 7, newest of 2026-11-24 UTC)</c>.</returns>
    public override string ToString()
    {
        string why = NearestMiss is { } miss ? $"nearest: {miss}" : string.Join("; ", Reasons);
        return $"{Candidate.Name}: {Word} ({why})";
    }

    private string Word => Decision switch
    {
        RotationDecision.Keep => "keep",
        RotationDecision.Delete => "delete",
        _ => "ignore",
    };
}
