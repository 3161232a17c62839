namespace BackupSh.Rotation;

/// <summary>What becomes of a backup, and why.</summary>
/// <remarks>Reasons are worked out when they are asked for: a plan of a million backups holds none.</remarks>
public readonly record struct RotationPlanItem
{
    private readonly RotationJudgement _judgement;
    private readonly int _index;

    internal RotationPlanItem(RotationJudgement judgement, int index)
    {
        _judgement = judgement;
        _index = index;
    }

    /// <summary>Gets the backup.</summary>
    public RotationCandidate Candidate => _judgement.Candidate(_index);

    /// <summary>Gets what becomes of it.</summary>
    public RotationDecision Decision => _judgement.Decision(_index);

    /// <summary>Gets why it is kept or left alone: at least one reason. Empty if it is deleted.</summary>
    public IReadOnlyList<RotationReason> Reasons => _judgement.Reasons(_index);

    /// <summary>Gets which rule came nearest to keeping it; <see langword="null"/> unless it is deleted.</summary>
    public RotationMiss? NearestMiss => _judgement.NearestMiss(_index);

    /// <summary>Gets a moment before which no rotation by this policy deletes the backup, if no older backup is added to its
    /// periods late and no pin or rule is changed; <see cref="DateTimeOffset.MaxValue"/> for never; <see langword="null"/> if nothing
    /// is promised, as for the newest backup of a day that still runs.</summary>
    /// <remarks>Good for the end of an object lock. The true end can be later: periods without a backup do not count.</remarks>
    public DateTimeOffset? RetainUntil => _judgement.RetainUntil(_index);

    /// <summary>Returns the decision in one line.</summary>
    /// <returns>For example <c>shop.2026-11-24_03-00-00: keep (newest healthy backup; daily 1 of 7, newest of 2026-11-24 UTC)</c>.</returns>
    public override string ToString()
    {
        string why = NearestMiss is { } miss ? $"nearest: {miss}" : string.Join("; ", Reasons);
        return $"{Candidate.Label}: {Word} ({why})";
    }

    private string Word => Decision switch
    {
        RotationDecision.Keep => "keep",
        RotationDecision.Delete => "delete",
        _ => "ignore",
    };
}
