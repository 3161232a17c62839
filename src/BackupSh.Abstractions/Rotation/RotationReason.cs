namespace BackupSh.Rotation;

/// <summary>Why a backup is kept or left alone.</summary>
/// <param name="Kind">The kind of reason.</param>
/// <param name="Place">For <see cref="RotationReasonKind.Rule"/>, the period whose newest healthy backup this is; else <see langword="null"/>.</param>
public sealed record RotationReason(RotationReasonKind Kind, RotationPlace? Place)
{
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
        _ => $"{Place}, newest of {Place?.Period} {Place?.TimeZone}",
    };
}
