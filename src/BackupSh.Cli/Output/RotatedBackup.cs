using BackupSh.Rotation;

namespace BackupSh.Cli.Output;

/// <summary>What the policy wants for one backup, and why.</summary>
internal sealed record RotatedBackup(string Backup, string Decision, IReadOnlyList<string> Reasons, string? NearestMiss)
{
    internal static RotatedBackup Of(RotationPlanItem item) => new(
        item.Candidate.Id,
        CliJson.Word(item.Decision),
        [.. item.Reasons.Select(reason => reason.ToString())],
        item.NearestMiss?.ToString());
}
