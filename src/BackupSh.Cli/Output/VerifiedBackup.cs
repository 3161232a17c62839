using BackupSh.Restore;

namespace BackupSh.Cli.Output;

/// <summary>What a verification of one backup in one storage found.</summary>
internal sealed record VerifiedBackup(
    string Backup, string Storage, string Status, long ArchiveBytes, double DurationSeconds, ShownError? Error)
{
    internal static VerifiedBackup Of(VerificationResult result) => new(
        result.Backup,
        result.Storage,
        CliJson.Word(result.Status),
        result.ArchiveBytes,
        CliJson.Seconds(result.Duration),
        ShownError.OfNullable(result.Error));
}
