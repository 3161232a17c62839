namespace BackupSh.Rotation;

/// <summary>The reasons that hold whatever the rules say.</summary>
internal static class RotationExemptions
{
    internal static readonly RotationReason Newest = new(RotationReasonKind.Newest);
    internal static readonly RotationReason NoRotation = new(RotationReasonKind.NoRotation);
    internal static readonly RotationReason Pinned = new(RotationReasonKind.Pinned);
    internal static readonly RotationReason Future = new(RotationReasonKind.Future);
    internal static readonly RotationReason Unhealthy = new(RotationReasonKind.Unhealthy);
    internal static readonly RotationReason Foreign = new(RotationReasonKind.Foreign);
}
