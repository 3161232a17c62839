using BackupSh.Catalog;
using BackupSh.Configuration;
using BackupSh.Jobs;
using BackupSh.OpenPgp;
using BackupSh.Shared;

namespace BackupSh.Encryption;

/// <summary>Gives jobs what encrypts, and archives what decrypts. Keys are read at each use.</summary>
internal sealed class JobEncryptors(EngineConfiguration configuration, JobDirectory jobs, ComponentRegistry components, TimeProvider time)
{
    private const string OpenPgpScheme = "openpgp";

    /// <summary>Returns a job's encryptor, or null for a job without encryption.</summary>
    internal IBackupEncryptor? ForWriting(JobConfiguration job) => job.Encryption switch
    {
        null => null,
        { EncryptorName: { } name } => components.GetEncryptor(name),
        { } encryption => new OpenPgpEncryptor(
            new OpenPgpKeys { Passphrase = encryption.Passphrase, RecipientKeyFiles = encryption.RecipientKeyFiles }, time),
    };

    /// <summary>Returns what decrypts an archive.</summary>
    /// <exception cref="BackupDecryptionException">This host has no keys for reading at all.</exception>
    internal IBackupEncryptor ForReading(BackupEntry entry)
    {
        string scheme = SchemeOf(entry);
        return FindReader(scheme) ?? throw new BackupDecryptionException(scheme == OpenPgpScheme
            ? ErrorTexts.Error("BSH0603", entry.Archive, KeysOf(entry))
            : ErrorTexts.Error("BSH0604", entry.Archive, scheme));
    }

    /// <summary>Returns what decrypts archives of a scheme, with every key of this host; null if it has none. Whether a key
    /// fits shows only on reading.</summary>
    internal IBackupEncryptor? FindReader(string scheme) =>
        scheme != OpenPgpScheme ? Custom().FirstOrDefault(encryptor => encryptor.Scheme == scheme)
        : Passphrases() is { } passphrases && (passphrases.Count > 0 || configuration.ReadingKeys.PrivateKeys.Count > 0)
            ? new OpenPgpEncryptor(new OpenPgpKeys { ReadingPassphrases = passphrases, PrivateKeys = configuration.ReadingKeys.PrivateKeys }, time)
        : null;

    /// <summary>Names the keys that decrypt an archive, for an error: those that its info file names.</summary>
    internal static string KeysOf(BackupEntry entry) =>
        entry.Info.Details?.KeyIds is { Count: > 0 } keys ? string.Join(", ", keys) : "keys that its info file does not name";

    /// <summary>Tells whether this host has any key for an archive's scheme; whether one fits shows only on reading.</summary>
    internal bool CanRead(BackupEntry entry) => FindReader(SchemeOf(entry)) is not null;

    // The Awkhad modules write no scheme: theirs is OpenPGP.
    private static string SchemeOf(BackupEntry entry) => entry.Info.Details?.Encryption ?? OpenPgpScheme;

    private IEnumerable<IBackupEncryptor> Custom() => configuration.Encryptors.Keys.Select(components.GetEncryptor);

    // A passphrase that writes also reads: asking for it twice would help nobody.
    private List<Secret> Passphrases() =>
        [.. configuration.ReadingKeys.Passphrases, .. jobs.Loaded.Select(job => job.Encryption?.Passphrase).OfType<Secret>()];
}
