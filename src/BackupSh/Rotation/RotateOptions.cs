namespace BackupSh.Rotation;

/// <summary>How a rotation by hand goes about it.</summary>
public sealed record RotateOptions
{
    /// <summary>Gets the options that hold if none are given.</summary>
    public static RotateOptions Default { get; } = new();

    /// <summary>Gets a value indicating whether only to plan: nothing is deleted.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool DryRun { get; init; }

    /// <summary>Gets a value indicating whether somebody has looked at the plan and consents to what the policy's guard
    /// (<see cref="RotationSettings.Guard"/>) would refuse.</summary>
    /// <value>The default is <see langword="false"/>. Rotations after runs never have consent.</value>
    public bool AllowMassDeletion { get; init; }
}
