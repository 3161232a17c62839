namespace BackupSh.Rotation;

/// <summary>Why a backup is kept or left alone.</summary>
/// <param name="Kind">The kind of reason. The other properties are set for <see cref="RotationReasonKind.Rule"/> only.</param>
public sealed record RotationReason(RotationReasonKind Kind)
{
    /// <summary>Gets the period whose newest healthy backup this is.</summary>
    public RotationPeriod? Period { get; private init; }

    /// <summary>Gets how recent the period is among those of its tier that have a backup, from 1; 0 if no rule keeps it.</summary>
    public int Rank { get; private init; }

    /// <summary>Gets the rule that keeps it.</summary>
    public RotationRule Rule { get; private init; }

    /// <summary>Gets the zone whose calendar the period is of.</summary>
    public string? TimeZone { get; private init; }

    /// <summary>Returns the reason in words.</summary>
    /// <returns>For example <c>daily 3 of 7, newest of 2026-11-20 Europe/Berlin</c>.</returns>
    public override string ToString() => Kind switch
    {
        RotationReasonKind.Newest => "newest healthy backup",
        RotationReasonKind.Pinned => "pinned",
        RotationReasonKind.Future => "dated in the future",
        RotationReasonKind.NoRotation => "no rotation",
        RotationReasonKind.Unhealthy => "incomplete or damaged",
        RotationReasonKind.Foreign => "not ours",
        _ => $"{Period!.Value.Tier.Word()} {Rank} of {Rule}, newest of {Period} {TimeZone}",
    };

    internal static RotationReason OfRule(RotationPeriod period, int rank, RotationRule rule, string timeZone) =>
        new(RotationReasonKind.Rule) { Period = period, Rank = rank, Rule = rule, TimeZone = timeZone };
}
