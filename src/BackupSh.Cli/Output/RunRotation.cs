using BackupSh.Rotation;

namespace BackupSh.Cli.Output;

/// <summary>What was rotated in one storage after a backup.</summary>
internal sealed record RunRotation(int Kept, IReadOnlyList<string> Deleted, IReadOnlyList<string> Retained, ShownError? Error)
{
    internal static RunRotation Of(RotationResult result) =>
        new(result.Plan?.Keep.Count ?? 0, result.Deleted, result.Retained, ShownError.OfNullable(result.Error));
}
