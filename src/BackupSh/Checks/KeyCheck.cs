using System.Text;
using BackupSh.Backups;
using BackupSh.Configuration;
using BackupSh.Diagnostics;
using BackupSh.Encryption;
using BackupSh.OpenPgp;
using BackupSh.Shared;

namespace BackupSh.Checks;

/// <summary>Encrypts a few bytes as a job would, and looks whether this host could read them again.</summary>
internal sealed class KeyCheck(Engine engine, JobConfiguration job)
{
    // Long enough to make a new key, and to bring it to every host, without haste.
    private static readonly TimeSpan ExpirySoon = TimeSpan.FromDays(30);

    private static readonly byte[] Text = Encoding.ASCII.GetBytes("BackupSh looks whether this can be read again.\n");

    /// <summary>Returns what was found; nothing for a job without encryption, which the configuration's notes name.</summary>
    internal async Task<IReadOnlyList<CheckResult>> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (engine.Encryption.ForWriting(job) is not { } encryptor)
            {
                return [];
            }

            byte[] message = await EncryptAsync(encryptor, cancellationToken).ConfigureAwait(false);
            return
            [
                CheckResult.Passed(CheckKind.Encryption, job.Name, $"{encryptor.Scheme}: {string.Join(", ", encryptor.KeyIds)}"),
                .. Expiring(encryptor),
                await DecryptAsync(encryptor.Scheme, message, cancellationToken).ConfigureAwait(false),
            ];
        }
        catch (Exception exception) when (!exception.IsCancellationBy(cancellationToken))
        {
            Log.Unexpected(engine.Logger, exception);
            return [CheckResult.Failed(CheckKind.Encryption, job.Name, Failure.ErrorOf(exception))];
        }
    }

    private static async Task<byte[]> EncryptAsync(IBackupEncryptor encryptor, CancellationToken cancellationToken)
    {
        using MemoryStream message = new();
        CompletableStream encrypting = encryptor.OpenEncrypt(message);
        await using (encrypting.ConfigureAwait(false))
        {
            await encrypting.WriteAsync(Text, cancellationToken).ConfigureAwait(false);
            await encrypting.CompleteAsync(cancellationToken).ConfigureAwait(false);
        }

        return message.ToArray();
    }

    private IEnumerable<CheckResult> Expiring(IBackupEncryptor encryptor) =>
        from key in (encryptor as OpenPgpEncryptor)?.RecipientKeys ?? []
        where key.Expires - engine.Now < ExpirySoon
        select CheckResult.Warning(CheckKind.Encryption, job.Name, ErrorTexts.Error("BSH0810", key.KeyId, key.File, key.Expires));

    private async Task<CheckResult> DecryptAsync(string scheme, byte[] message, CancellationToken cancellationToken)
    {
        if (engine.Encryption.FindReader(scheme) is not { } reader)
        {
            // What a careful host wants: whoever breaks into it cannot read the backups.
            return CheckResult.Passed(CheckKind.Decryption, job.Name, "this host has no key for reading, so it stores backups but can neither verify nor restore them");
        }

        try
        {
            using MemoryStream read = new();
            Stream decrypting = reader.OpenDecrypt(new MemoryStream(message, writable: false));
            await using (decrypting.ConfigureAwait(false))
            {
                await decrypting.CopyToAsync(read, cancellationToken).ConfigureAwait(false);
            }

            return read.ToArray().AsSpan().SequenceEqual(Text)
                ? CheckResult.Passed(CheckKind.Decryption, job.Name, "this host reads what it writes")
                : CheckResult.Failed(CheckKind.Decryption, job.Name, ErrorTexts.Error("BSH0812", job.Name));
        }
        catch (BackupDecryptionException)
        {
            return CheckResult.Warning(CheckKind.Decryption, job.Name, ErrorTexts.Error("BSH0811", job.Name));
        }
    }
}
