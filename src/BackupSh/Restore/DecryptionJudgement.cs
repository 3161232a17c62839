using BackupSh.Catalog;
using BackupSh.Diagnostics;
using BackupSh.Encryption;
using BackupSh.Shared;

namespace BackupSh.Restore;

/// <summary>Tells a wrong key from a damaged archive, which look alike to the decryption.</summary>
internal static class DecryptionJudgement
{
    private const int BufferBytes = 128 * 1024;

    /// <summary>Returns what to say of an archive that did not decrypt: it is read to its end and compared with its info file.</summary>
    /// <param name="archive">The archive as it is stored, read as far as the decryption has.</param>
    /// <param name="entry">Which archive.</param>
    /// <param name="failure">What the decryption says.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    internal static async Task<Exception> JudgeAsync(
        Stream archive, BackupEntry entry, BackupDecryptionException failure, CancellationToken cancellationToken)
    {
        if (entry.Info.Details is null)
        {
            return failure; // the Awkhad modules write no hash: nobody can tell
        }

        try
        {
            await archive.CopyToAsync(Stream.Null, BufferBytes, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception unreadable) when (!unreadable.IsCancellationBy(cancellationToken))
        {
            return unreadable;
        }

        return NamesItsCause(failure)
            ? failure
            : new BackupDecryptionException(
                ErrorTexts.Error("BSH0602", entry.Archive, entry.Storage, JobEncryptors.KeysOf(entry)), failure);
    }

    // Of OpenPGP's errors two leave open what is wrong with the key: "does not fit" and "is not among the recipients". The
    // others say it better than we could: a key file that cannot be read, a cipher that is not supported.
    private static bool NamesItsCause(BackupDecryptionException failure) =>
        failure.Code.StartsWith("BSH04", StringComparison.Ordinal) && failure.Code is not ("BSH0401" or "BSH0403");
}
