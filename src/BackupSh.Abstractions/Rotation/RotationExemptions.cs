namespace BackupSh.Rotation;

/// <summary>The reasons that hold whatever the rules say.</summary>
internal static class RotationExemptions
{
    internal static readonly RotationReason Newest = new(RotationReasonKind.Newest, null);
    internal static readonly RotationReason NoRotation = new(RotationReasonKind.NoRotation, null);
    internal static readonly RotationReason Pinned = new(RotationReasonKind.Pinned, null);
    internal static readonly RotationReason Future = new(RotationReasonKind.Future, null);
    internal static readonly RotationReason Unhealthy = new(RotationReasonKind.Unhealthy, null);
    internal static readonly RotationReason Foreign = new(RotationReasonKind.Foreign, null);
}
