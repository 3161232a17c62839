using BackupSh.Rotation;

namespace BackupSh.Cli.Output;

/// <summary>What <c>rotate</c> writes.</summary>
internal sealed record RotateDocument(string Job, bool DryRun, IReadOnlyList<RotatedSeries> Storages)
{
    internal static RotateDocument Of(string job, bool dryRun, IEnumerable<RotationResult> results) =>
        new(job, dryRun, [.. results.Select(RotatedSeries.Of)]);
}
