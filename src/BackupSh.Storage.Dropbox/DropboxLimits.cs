namespace BackupSh.Storage.Dropbox;

/// <summary>Where Dropbox's limits are.</summary>
internal static class DropboxLimits
{
    // Source: www.dropbox.com/developers/reference/content-hash; the specification's UploadSessionType.concurrent counts in it too.
    internal const int BlockBytes = 4 * 1024 * 1024;

    // Source: rclone's measurements: 8 MiB reach half of the speed, 48 MiB nine tenths; four of 16 MiB at once do as well.
    internal const int DefaultPartBytes = 16 * 1024 * 1024;

    // Source: the HTTP documentation: at most 150 MiB a request; rounded down to whole blocks, and to a round number.
    internal const int LargestPartBytes = 144 * 1024 * 1024;

    // Source: the specification of upload_session/start (2026-08): 2^41 - 2^22 bytes.
    internal const long LargestFileBytes = (1L << 41) - (1L << 22);

    // Source: the specification's ListFolderArg.limit.
    internal const int PageEntries = 2000;

    // Source: the specification of delete_batch.
    internal const int DeleteBatchEntries = 1000;

    // Source: the specification of get_temporary_link.
    internal static readonly TimeSpan LinkLifetime = TimeSpan.FromHours(4);
}
