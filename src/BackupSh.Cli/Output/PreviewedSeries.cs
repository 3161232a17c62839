using BackupSh.Rotation;

namespace BackupSh.Cli.Output;

/// <summary>What another policy would change in one storage.</summary>
/// <param name="Storage">The storage's name.</param>
/// <param name="Database">The database, as file names spell it.</param>
/// <param name="CurrentPolicy">The policy that the job has now, in words; null after an error.</param>
/// <param name="Keep">How many backups the other policy keeps.</param>
/// <param name="Delete">How many it deletes.</param>
/// <param name="DeleteBytes">The size of the archives that it deletes.</param>
/// <param name="NeedsConsent">Whether so much would be deleted that somebody has to consent.</param>
/// <param name="Changes">The backups on which the two policies disagree, newest first.</param>
/// <param name="Warnings">What should be known about the other policy.</param>
/// <param name="Error">Why the storage could not be read, or null.</param>
internal sealed record PreviewedSeries(
    string Storage,
    string Database,
    string? CurrentPolicy,
    int Keep,
    int Delete,
    long DeleteBytes,
    bool NeedsConsent,
    IReadOnlyList<PreviewedBackup> Changes,
    IReadOnlyList<ShownError> Warnings,
    ShownError? Error)
{
    internal static PreviewedSeries Of(RotationPreview preview)
    {
        if (preview is not { Current: { } current, Proposed: { } proposed })
        {
            return new PreviewedSeries(preview.Storage, preview.Database, null, 0, 0, 0, false, [], [], ShownError.OfNullable(preview.Error));
        }

        // The two plans are of one listing, and so have the same backups in the same order.
        IEnumerable<PreviewedBackup> changes = current.Items.Zip(proposed.Items)
            .Where(pair => pair.First.Decision != pair.Second.Decision)
            .Select(pair => PreviewedBackup.Of(pair.First, pair.Second, preview.ArchiveBytes));
        return new PreviewedSeries(
            preview.Storage,
            preview.Database,
            current.Policy.ToString(),
            proposed.Keep.Count,
            proposed.Delete.Count,
            proposed.Delete.Sum(item => preview.ArchiveBytes.GetValueOrDefault(item.Candidate.Id)),
            proposed.NeedsConsent,
            [.. changes],
            ShownError.OfAll(proposed.Warnings),
            null);
    }
}
