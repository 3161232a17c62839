using BackupSh.Catalog;
using BackupSh.Encryption;
using BackupSh.Shared;

namespace BackupSh.Restore;

/// <summary>Tells a wrong key from a damaged archive, which look alike to the decryption.</summary>
internal static class DecryptionJudgement
{
    /// <summary>Returns what to say of an archive that did not decrypt: it is read to its end and compared with its info file.</summary>
    internal static async Task<Exception> JudgeAsync(
        VerifiedContent content, BackupEntry entry, BackupDecryptionException failure, CancellationToken cancellationToken)
    {
        if (entry.Info.Details is not { } details)
        {
            return failure; // the Awkhad modules write no hash: nobody can tell
        }

        try
        {
            await content.ReadArchiveToEndAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (BackupShException damage)
        {
            return damage;
        }

        string keys = details.KeyIds.Count > 0 ? string.Join(", ", details.KeyIds) : "the keys it was encrypted for";
        return new BackupDecryptionException(ErrorTexts.Error("BSH0602", entry.Archive, entry.Storage, keys), failure);
    }
}
