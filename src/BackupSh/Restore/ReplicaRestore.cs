using BackupSh.Backups;
using BackupSh.Catalog;
using BackupSh.Diagnostics;
using BackupSh.Sources;

namespace BackupSh.Restore;

/// <summary>Restores one replica of a backup.</summary>
internal sealed class ReplicaRestore(Engine engine, ArchiveReader archives, IReadOnlyList<IRestoreHook> hooks)
{
    private const int BufferBytes = 128 * 1024;

    /// <summary>Restores a replica.</summary>
    /// <returns>What was made and of how many bytes; or why the replica cannot be read, and then nothing has appeared.</returns>
    /// <remarks>Failures that another replica would meet as well are thrown.</remarks>
    internal async Task<(RestoreReport? Report, long Bytes, Exception? Unreadable)> TryRunAsync(
        BackupEntry entry, RestoreOptions options, CancellationToken cancellationToken)
    {
        RestoringSource restoring = await RestoringSource.FindAsync(engine, entry, options.Source).ConfigureAwait(false);
        await using (restoring.ConfigureAwait(false))
        {
            ProgressReporter reporter = ProgressReporting.Begin(engine, options.Progress, entry);
            StorageTarget target = engine.GetTarget(entry.Storage);
            OpenedArchive archive = restoring.Source.ExecutesContent
                ? archives.OpenContentTwice(target, entry, reporter)
                : archives.OpenContent(target, entry, reporter.Advance);
            await using (archive.ConfigureAwait(false))
            {
                RestoreRequest request = Request(entry, options, archive);
                RestoreReport? report = null;
                Exception? unreadable = await archive.ReadAsync(
                    async content => report = await RestoreAsync(restoring.Source, content, request, cancellationToken).ConfigureAwait(false),
                    cancellationToken).ConfigureAwait(false);
                reporter.End();
                return (unreadable is null ? report : null, archive.Content.Bytes, unreadable);
            }
        }
    }

    private static async Task<RestoreReport> RestoreAsync(
        IRestorableBackupSource source, VerifiedContent content, RestoreRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await source.RestoreAsync(content, request, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (MayBeMisled(content, exception, cancellationToken))
        {
            // If the archive is damaged, this throws, and the replica is to blame and not the source.
            await content.CopyToAsync(Stream.Null, BufferBytes, cancellationToken).ConfigureAwait(false);
            throw;
        }
    }

    // A flipped bit reaches the source long before the hash at the end can tell: it may fail first, in words of its own.
    // Only a source that could not write, on a full disk for example, has certainly not stumbled over what it read.
    private static bool MayBeMisled(VerifiedContent content, Exception exception, CancellationToken cancellationToken) =>
        content is { Bytes: > 0, ReachedEnd: false, Failure: null }
        && !exception.IsCancellationBy(cancellationToken)
        && (exception.InnerException ?? exception) is not (UnauthorizedAccessException or (IOException and not EndOfStreamException));

    private RestoreRequest Request(BackupEntry entry, RestoreOptions options, OpenedArchive archive) => new()
    {
        Target = options.Target,
        Replace = options.Replace,
        Disconnect = options.Disconnect,
        Move = options.Move,
        Time = engine.Now,
        BeforePublish = async (staged, token) =>
        {
            archive.ThrowUnlessVerified();
            await RunHooksAsync(entry, staged, options.Target, token).ConfigureAwait(false);
        },
    };

    private async Task RunHooksAsync(BackupEntry entry, string staged, string target, CancellationToken cancellationToken)
    {
        RestoreHookContext context = new(entry.Name.ToString(), entry.Info.Details?.SourceKind, staged, target);
        foreach (IRestoreHook hook in hooks)
        {
            await hook.BeforePublishAsync(context, cancellationToken).ConfigureAwait(false);
        }
    }
}
