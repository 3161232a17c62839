using BackupSh.Catalog;
using BackupSh.Diagnostics;
using BackupSh.Encryption;
using BackupSh.IO;
using BackupSh.Shared;

namespace BackupSh.Restore;

/// <summary>An archive that is being read: it lends its content, and says afterwards why it could not be read.</summary>
/// <param name="entry">Which archive.</param>
/// <param name="archive">The archive as it is stored, checked against its info file.</param>
/// <param name="stages">What to read, the topmost first; disposed in this order.</param>
internal sealed class OpenedArchive(BackupEntry entry, CheckedReadStream archive, IReadOnlyList<Stream> stages) : IAsyncDisposable
{
    /// <summary>Gets what the reader reads.</summary>
    internal VerifiedContent Content { get; } = new(stages[0]);

    /// <summary>Lets somebody read the content to its end.</summary>
    /// <returns>Why the archive cannot be read, whatever the reader made of it; null if every check has passed.</returns>
    /// <remarks>What the reader throws by itself comes out as it is.</remarks>
    /// <exception cref="BackupShException">The reader left off before the end (<c>BSH0605</c>).</exception>
    internal async Task<Exception?> ReadAsync(Func<VerifiedContent, Task> read, CancellationToken cancellationToken)
    {
        try
        {
            await read(Content).ConfigureAwait(false);
        }
        catch (Exception exception) when (Content.Failure is not null && !exception.IsCancellationBy(cancellationToken))
        {
            return Content.Failure is BackupDecryptionException undecryptable
                ? await DecryptionJudgement.JudgeAsync(archive, entry, undecryptable, cancellationToken).ConfigureAwait(false)
                : Content.Failure;
        }

        ThrowUnlessVerified();
        return null;
    }

    /// <summary>Throws if nobody has read to the end: then nobody has seen whether the archive is whole.</summary>
    internal void ThrowUnlessVerified()
    {
        if (!Content.ReachedEnd)
        {
            throw new BackupShException(ErrorTexts.Error("BSH0605", entry.Archive), Content.Failure);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (Stream stage in stages)
        {
            await stage.DisposeAsync().ConfigureAwait(false);
        }
    }
}
