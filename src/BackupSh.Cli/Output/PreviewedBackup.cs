using BackupSh.Rotation;

namespace BackupSh.Cli.Output;

/// <summary>A backup on which two policies disagree.</summary>
internal sealed record PreviewedBackup(string Backup, long ArchiveBytes, string Current, string Proposed, IReadOnlyList<string> Reasons, string? NearestMiss)
{
    internal static PreviewedBackup Of(RotationPlanItem current, RotationPlanItem proposed, IReadOnlyDictionary<string, long> sizes) => new(
        proposed.Candidate.Id,
        sizes.GetValueOrDefault(proposed.Candidate.Id),
        CliJson.Word(current.Decision),
        CliJson.Word(proposed.Decision),
        [.. proposed.Reasons.Select(reason => reason.ToString())],
        proposed.NearestMiss?.ToString());
}
