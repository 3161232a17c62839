using System.Security.Cryptography;
using BackupSh.Encryption;
using BackupSh.OpenPgp.Ciphers;
using BackupSh.OpenPgp.Keys;
using BackupSh.OpenPgp.Reading;
using BackupSh.OpenPgp.Writing;

namespace BackupSh.OpenPgp;

/// <summary>Encrypts archives as OpenPGP messages that stock <c>gpg --decrypt</c> opens, and decrypts what it or gpg wrote.</summary>
/// <remarks>
/// <para>Secrets and key files are read anew for each archive, so that keys rotate without a restart. Safe for concurrent calls.</para>
/// <para>Written are a version 4 passphrase packet (S2K iterated and salted, SHA-256, 65 011 712 bytes) and version 3 public-key
/// packets (RSA, Curve25519), then AES-256 with a modification detection code. <c>docs/encryption.md</c> has the bytes.</para>
/// </remarks>
public sealed class OpenPgpEncryptor : IBackupEncryptor
{
    private readonly OpenPgpKeys _keys;
    private readonly TimeProvider _timeProvider;
    private readonly FillRandom _random;
    private readonly byte _codedCount;

    /// <summary>Initializes the encryptor. No key is read yet: see <see cref="CheckWriting"/> and <see cref="CheckReading"/>.</summary>
    /// <param name="keys">The keys for writing and for reading.</param>
    /// <param name="timeProvider">Tells whether a key has expired.</param>
    public OpenPgpEncryptor(OpenPgpKeys keys, TimeProvider timeProvider)
        : this(keys, timeProvider, RandomNumberGenerator.Fill, StringToKey.MaximumCodedCount)
    {
    }

    internal OpenPgpEncryptor(OpenPgpKeys keys, TimeProvider timeProvider, FillRandom random, byte codedCount)
    {
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(timeProvider);
        _keys = keys;
        _timeProvider = timeProvider;
        _random = random;
        _codedCount = codedCount;
    }

    /// <summary>Gets <c>openpgp</c>.</summary>
    public string Scheme => "openpgp";

    /// <summary>Gets the long key ids (16 upper-case hexadecimal digits) of the encryption keys of
    /// <see cref="OpenPgpKeys.RecipientKeyFiles"/>, and the word <c>passphrase</c> if there is one.</summary>
    /// <remarks>Reads the key files.</remarks>
    /// <exception cref="BackupShException">A key file cannot be used.</exception>
    public IReadOnlyList<string> KeyIds =>
    [
        .. ReadRecipients().Select(recipient => Keys.KeyIds.Format(recipient.KeyId)),
        .. _keys.Passphrase is null ? Array.Empty<string>() : [Keys.KeyIds.Passphrase],
    ];

    /// <summary>Gets the public keys of <see cref="OpenPgpKeys.RecipientKeyFiles"/>, with when they expire.</summary>
    /// <remarks>Reads the key files.</remarks>
    /// <exception cref="BackupShException">A key file cannot be used.</exception>
    public IReadOnlyList<OpenPgpRecipientKey> RecipientKeys =>
        [.. _keys.RecipientKeyFiles.Zip(ReadRecipients(), static (file, key) => new OpenPgpRecipientKey(file, Keys.KeyIds.Format(key.KeyId), key.Expires))];

    /// <inheritdoc/>
    /// <remarks>The stream writes 256 KiB at a time, synchronously or asynchronously as it is written to.</remarks>
    public CompletableStream OpenEncrypt(Stream destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        if (_keys.Passphrase is null && _keys.RecipientKeyFiles.Count == 0)
        {
            throw KeyFaults.NothingToEncryptTo();
        }

        MessageHead head = MessageHead.Create(_keys.Passphrase, ReadRecipients(), _random, _codedCount);
        using SessionKey key = head.Key;
        return new EncryptingStream(destination, head.Packets, new MessageEncoder(key, _random));
    }

    /// <inheritdoc/>
    /// <remarks>The keys are looked for at the first read. A key file that cannot be used does not matter if another key fits.
    /// Exceptions of <paramref name="source"/> pass through unchanged; after any exception the stream must be opened anew.</remarks>
    public Stream OpenDecrypt(Stream source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new DecryptingStream(source, _keys);
    }

    /// <summary>Finds everything that is wrong with the keys for writing.</summary>
    /// <returns>An error for each key that cannot be used; one if there is no key at all; never null.</returns>
    public IReadOnlyList<BackupShError> CheckWriting()
    {
        if (_keys.Passphrase is null && _keys.RecipientKeyFiles.Count == 0)
        {
            return [KeyFaults.NothingToEncryptTo().Error];
        }

        List<BackupShError> errors = [];
        if (_keys.Passphrase is { } passphrase)
        {
            Check(errors, () => passphrase.Reveal());
        }

        foreach (string file in _keys.RecipientKeyFiles)
        {
            Check(errors, () => RecipientFile.Read(file, _timeProvider.GetUtcNow()));
        }

        return errors;
    }

    /// <summary>Finds everything that is wrong with the keys for reading. Unlocks each private key, which takes most of a second.</summary>
    /// <returns>An error for each key that cannot be used; empty if there is no key at all; never null.</returns>
    public IReadOnlyList<BackupShError> CheckReading()
    {
        List<BackupShError> errors = [];
        foreach (Secret passphrase in _keys.ReadingPassphrases)
        {
            Check(errors, () => passphrase.Reveal());
        }

        foreach (OpenPgpPrivateKeyFile file in _keys.PrivateKeys)
        {
            Check(errors, () =>
            {
                foreach (PrivateKey key in PrivateKeyFile.Read(file))
                {
                    key.Unlock();
                }
            });
        }

        return errors;
    }

    private static void Check(List<BackupShError> errors, Action use)
    {
        try
        {
            use();
        }
        catch (BackupShException exception)
        {
            errors.Add(exception.Error);
        }
    }

    private List<Recipient> ReadRecipients()
    {
        DateTimeOffset now = _timeProvider.GetUtcNow();
        return [.. _keys.RecipientKeyFiles.Select(file => RecipientFile.Read(file, now))];
    }
}
