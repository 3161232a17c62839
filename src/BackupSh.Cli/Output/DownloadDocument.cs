using BackupSh.Catalog;
using BackupSh.Cli.Files;

namespace BackupSh.Cli.Output;

/// <summary>What <c>download</c> writes.</summary>
/// <param name="Backup">The backup's name.</param>
/// <param name="Storage">The storage that it was read from.</param>
/// <param name="Archive">The archive's file name in the storage.</param>
/// <param name="File">The file that was written; null for standard output, and then there is no JSON.</param>
/// <param name="Bytes">The file's size in bytes.</param>
/// <param name="Decrypted">Whether the content was written instead of the archive.</param>
/// <param name="Encrypted">Whether the archive in the storage is encrypted.</param>
/// <param name="Checked">What was compared: archiveBytes, archiveSha256, decryption, contentBytes, contentSha256.</param>
/// <param name="DurationSeconds">How long it took.</param>
internal sealed record DownloadDocument(
    string Backup,
    string Storage,
    string Archive,
    string? File,
    long Bytes,
    bool Decrypted,
    bool Encrypted,
    IReadOnlyList<string> Checked,
    double DurationSeconds)
{
    internal static DownloadDocument Of(BackupEntry entry, ByteOutput output, bool decrypt, TimeSpan duration) => new(
        entry.Name.ToString(),
        entry.Storage,
        entry.Archive,
        output.Path,
        output.Content.Bytes,
        decrypt,
        entry.Info.Encrypted,
        [.. Checks(entry, decrypt)],
        CliJson.Seconds(duration));

    // What the engine compares with: the Awkhad modules write down neither a hash nor the content's size.
    private static IEnumerable<string> Checks(BackupEntry entry, bool decrypt)
    {
        BackupDetails? details = entry.Info.Details;
        yield return "archiveBytes";
        if (details is not null)
        {
            yield return "archiveSha256";
        }

        if (decrypt && entry.Info.Encrypted)
        {
            yield return "decryption";
        }

        if (decrypt && details is not null)
        {
            yield return "contentBytes";
        }

        if (decrypt && details?.PlaintextSha256 is not null)
        {
            yield return "contentSha256";
        }
    }
}
