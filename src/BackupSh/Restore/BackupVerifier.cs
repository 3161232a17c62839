using BackupSh.Backups;
using BackupSh.Catalog;
using BackupSh.Diagnostics;
using BackupSh.Encryption;

namespace BackupSh.Restore;

/// <summary>Verifies backups: reads them whole, as a restore would, and writes nothing.</summary>
/// <remarks>Thread-safe.</remarks>
public sealed class BackupVerifier
{
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
            results.Add(await VerifyAsync(entry, progress, cancellationToken).ConfigureAwait(false));
        }

        // A copy that nobody could look at must not pass for one that is well, nor for one that is not there.
        results.AddRange(view.Failures.Select(failure => new VerificationResult(
            view.Backups[0].Name.ToString(), failure.Storage, VerificationStatus.Damaged, 0, TimeSpan.Zero, Failure.ErrorOf(failure.Exception))));
        return results;
    }

    /// <summary>Verifies one copy that a list has shown.</summary>
    /// <param name="entry">The backup in its storage.</param>
    /// <param name="progress">Who is told how far it is, or <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends the verification.</param>
    /// <returns>What was found. Damage is in the result, not thrown.</returns>
    public async Task<VerificationResult> VerifyAsync(
        BackupEntry entry, IProgress<BackupProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entry);
        long started = _engine.Time.GetTimestamp();
        ProgressReporter reporter = new(progress, _engine.Time, _engine.Logger);
        reporter.Begin(BackupStage.Reading, entry.ArchiveBytes);
        (VerificationStatus status, BackupShError? error) = await ReadAsync(entry, reporter, cancellationToken).ConfigureAwait(false);
        reporter.End();
        return new VerificationResult(entry.Name.ToString(), entry.Storage, status, entry.ArchiveBytes, _engine.Time.GetElapsedTime(started), error);
    }

    private async Task<(VerificationStatus Status, BackupShError? Error)> ReadAsync(
        BackupEntry entry, ProgressReporter reporter, CancellationToken cancellationToken)
    {
        try
        {
            StorageTarget target = _engine.GetTarget(entry.Storage);
            bool decrypt = !entry.Info.Encrypted || _engine.Encryption.CanRead(entry);
            VerifiedContent content = decrypt ? _archives.OpenContent(target, entry, reporter.Advance) : ArchiveReader.OpenArchive(target, entry, reporter.Advance);
            await using (content.ConfigureAwait(false))
            {
                await ReadToEndAsync(content, entry, cancellationToken).ConfigureAwait(false);
            }

            return (decrypt ? VerificationStatus.Verified : VerificationStatus.Intact, null);
        }
        catch (BackupDecryptionException exception)
        {
            return (VerificationStatus.WrongKey, exception.Error);
        }
        catch (Exception exception) when (!exception.IsCancellationBy(cancellationToken))
        {
            Log.Unexpected(_engine.Logger, exception);
            return (VerificationStatus.Damaged, Failure.ErrorOf(exception));
        }
    }

    private static async Task ReadToEndAsync(VerifiedContent content, BackupEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            await content.CopyToAsync(Stream.Null, 128 * 1024, cancellationToken).ConfigureAwait(false);
        }
        catch (BackupDecryptionException exception)
        {
            throw await DecryptionJudgement.JudgeAsync(content, entry, exception, cancellationToken).ConfigureAwait(false);
        }
    }
}
