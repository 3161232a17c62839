using BackupSh.Backups;
using BackupSh.Catalog;
using BackupSh.Diagnostics;
using BackupSh.Encryption;
using BackupSh.Shared;
using BackupSh.Storage;

namespace BackupSh.Restore;

/// <summary>Verifies backups: reads them whole, as a restore would, and writes nothing.</summary>
/// <remarks>Thread-safe.</remarks>
public sealed class BackupVerifier
{
    private const int BufferBytes = 128 * 1024;

    private readonly Engine _engine;
    private readonly BackupCatalog _catalog;
    private readonly ArchiveReader _archives;

    internal BackupVerifier(Engine engine, BackupCatalog catalog)
    {
        _engine = engine;
        _catalog = catalog;
        _archives = new ArchiveReader(engine.Encryption);
    }

    /// <summary>Verifies every copy of one backup.</summary>
    /// <param name="backup">The backup's name without extension, or <c>latest:source</c>.</param>
    /// <param name="storage">The storage, or <see langword="null"/> for every one that has it.</param>
    /// <param name="progress">Who is told how far it is, or <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends the verification.</param>
    /// <returns>One result for each copy, and one for each storage that could not be asked whether it has one.</returns>
    /// <exception cref="BackupShException">There is no such backup (<c>BSH0542</c>).</exception>
    public async Task<IReadOnlyList<VerificationResult>> VerifyAsync(
        string backup, string? storage = null, IProgress<BackupProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        List<VerificationResult> results = [];
        CatalogView view = await _catalog.FindCopiesAsync(backup, storage, cancellationToken).ConfigureAwait(false);
        foreach (BackupEntry entry in view.Backups)
        {
            results.Add(await VerifyCopyAsync(entry, progress, cancellationToken).ConfigureAwait(false));
        }

        // A copy that nobody could look at must not pass for one that is well, nor for one that is not there.
        results.AddRange(view.Failures.Select(failure => new VerificationResult(
            view.Backups[0].Name.ToString(), failure.Storage, VerificationStatus.Unreadable, 0, TimeSpan.Zero, Failure.ErrorOf(failure.Exception))));
        return results;
    }

    /// <summary>Verifies one copy that a list has shown.</summary>
    /// <param name="entry">The backup in its storage.</param>
    /// <param name="progress">Who is told how far it is, or <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends the verification.</param>
    /// <returns>What was found. Damage is in the result, not thrown.</returns>
    public async Task<VerificationResult> VerifyCopyAsync(
        BackupEntry entry, IProgress<BackupProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entry);
        await _engine.Jobs.TryRefreshAsync(_engine.Logger, cancellationToken).ConfigureAwait(false);
        long started = _engine.Time.GetTimestamp();
        ProgressReporter reporter = ProgressReporting.Begin(_engine, progress, entry);
        (VerificationStatus status, BackupShError? error) = await ReadAsync(entry, reporter, cancellationToken).ConfigureAwait(false);
        reporter.End();
        return new VerificationResult(entry.Name.ToString(), entry.Storage, status, entry.ArchiveBytes, _engine.Time.GetElapsedTime(started), error);
    }

    private async Task<(VerificationStatus Status, BackupShError? Error)> ReadAsync(
        BackupEntry entry, ProgressReporter reporter, CancellationToken cancellationToken)
    {
        if (entry.Health == BackupHealth.Newer)
        {
            return (VerificationStatus.Unreadable, ErrorTexts.Error("BSH0543", entry.Name, entry.Storage, entry.Health));
        }

        try
        {
            StorageTarget target = _engine.GetTarget(entry.Storage);
            bool decrypt = !entry.Info.Encrypted || _engine.Encryption.CanRead(entry);
            OpenedArchive archive = decrypt ? _archives.OpenContent(target, entry, reporter.Advance) : ArchiveReader.OpenArchive(target, entry, reporter.Advance);
            await using (archive.ConfigureAwait(false))
            {
                Exception? unreadable = await archive.ReadAsync(
                    content => content.CopyToAsync(Stream.Null, BufferBytes, cancellationToken), cancellationToken).ConfigureAwait(false);
                return unreadable is not null ? (StatusOf(unreadable, entry, archive.Content.Bytes), Failure.ErrorOf(unreadable))
                    : (decrypt ? VerificationStatus.Verified : VerificationStatus.Intact, null);
            }
        }
        catch (Exception exception) when (!exception.IsCancellationBy(cancellationToken))
        {
            Log.Unexpected(_engine.Logger, exception);
            return (VerificationStatus.Unreadable, Failure.ErrorOf(exception));
        }
    }

    private static VerificationStatus StatusOf(Exception unreadable, BackupEntry entry, long contentBytes) => unreadable switch
    {
        // Without a hash nobody can tell for certain; but a wrong key gives no content at all.
        BackupDecryptionException when entry.Info.Details is null && contentBytes > 0 => VerificationStatus.Damaged,
        BackupDecryptionException => VerificationStatus.WrongKey,
        StorageException and not StorageObjectNotFoundException => VerificationStatus.Unreadable,
        _ => VerificationStatus.Damaged,
    };
}
