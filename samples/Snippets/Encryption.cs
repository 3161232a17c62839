using BackupSh;
using BackupSh.OpenPgp;

namespace Snippets;

/// <summary>Blocks of <c>docs/encryption.md</c> and of the package's README.</summary>
internal static class Encryption
{
    internal static async Task PublicKeysAsync(Stream source, Stream destination, CancellationToken cancellationToken)
    {
        OpenPgpEncryptor encryptor = new(
            new OpenPgpKeys { RecipientKeyFiles = ["ops.asc"], ReadingPassphrases = [Secret.FromEnvironment("OLD_PASSPHRASE")] },
            TimeProvider.System);

        await using CompletableStream archive = encryptor.OpenEncrypt(destination);
        await source.CopyToAsync(archive, cancellationToken);
        await archive.CompleteAsync(cancellationToken);   // without it there is no end, and nobody takes the archive for whole
    }

    internal static async Task PassphraseAsync(Stream source, Stream destination, CancellationToken cancellationToken)
    {
        OpenPgpEncryptor encryptor = new(
            new OpenPgpKeys { Passphrase = Secret.FromEnvironment("BACKUPSH_PASSPHRASE") }, TimeProvider.System);

        await using CompletableStream archive = encryptor.OpenEncrypt(destination);
        await source.CopyToAsync(archive, cancellationToken);
        await archive.CompleteAsync(cancellationToken);
    }
}
