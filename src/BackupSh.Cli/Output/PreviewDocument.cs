using BackupSh.Rotation;

namespace BackupSh.Cli.Output;

/// <summary>What <c>rotation preview</c> writes.</summary>
internal sealed record PreviewDocument(string Job, string Policy, IReadOnlyList<PreviewedSeries> Storages)
{
    internal static PreviewDocument Of(string job, RotationPolicy policy, IEnumerable<RotationPreview> previews) =>
        new(job, policy.ToString(), [.. previews.Select(PreviewedSeries.Of)]);
}
