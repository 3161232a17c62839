using System.Text.Json.Serialization;
using BackupSh.Rotation;

namespace BackupSh.Cli.Output;

/// <summary>What <c>rotation plan</c> writes: every moment once, newest first, as it was given.</summary>
internal sealed record TimesDocument(IReadOnlyList<KeptTime> Keep, IReadOnlyList<DeletedTime> Delete)
{
    /// <summary>Gets what should be known about the plan. Not a part of the JSON, which has two members for good.</summary>
    [JsonIgnore]
    public IReadOnlyList<ShownError> Warnings { get; private init; } = [];

    internal static TimesDocument Of(RotationPlan plan) => new(
        [.. plan.Keep.Select(item => new KeptTime(item.Candidate.Label, [.. item.Reasons.Select(reason => reason.ToString())]))],
        [.. plan.Delete.Select(item => new DeletedTime(item.Candidate.Label, item.NearestMiss!.ToString()))])
    {
        // Moments are not backups: nobody has to consent, and equal ones are nothing odd.
        Warnings = ShownError.OfAll(plan.Warnings.Where(warning => warning.Code is not ("BSH0057" or "BSH0058"))),
    };
}
