namespace BackupSh.Encryption;

/// <summary>Encrypts and decrypts archives.</summary>
/// <remarks>Safe for concurrent calls.</remarks>
public interface IBackupEncryptor
{
    /// <summary>Gets what the info file calls the scheme, for example <c>openpgp</c>. Lower-case ASCII.</summary>
    string Scheme { get; }

    /// <summary>Gets the ids of the keys that a new archive can be decrypted with. ASCII without spaces, may be empty.</summary>
    /// <exception cref="BackupShException">A key cannot be read or used.</exception>
    IReadOnlyList<string> KeyIds { get; }

    /// <summary>Opens a stream that encrypts what is written to it.</summary>
    /// <param name="destination">Takes the ciphertext. Not disposed.</param>
    /// <returns>A stream to write plaintext to. Only <see cref="CompletableStream.CompleteAsync"/> ends the message;
    /// disposing the stream without it abandons the message.</returns>
    /// <exception cref="BackupShException">A key cannot be used.</exception>
    CompletableStream OpenEncrypt(Stream destination);

    /// <summary>Opens a stream that decrypts what is read from it.</summary>
    /// <param name="source">Gives the ciphertext. Not disposed.</param>
    /// <returns>A stream to read plaintext from. Its end is only reached if the message was whole, unmodified and followed
    /// by nothing; until then what was read is not verified.</returns>
    /// <exception cref="BackupDecryptionException">Reading from the stream: no key fits, or the message is damaged.</exception>
    Stream OpenDecrypt(Stream source);
}
