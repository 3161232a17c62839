namespace BackupSh.Encryption;

/// <summary>An archive could not be decrypted. A wrong key and damaged data are deliberately one error.</summary>
/// <param name="error">The code, message and hint.</param>
/// <param name="innerException">The cause, or <see langword="null"/>. Must hold no secret.</param>
public sealed class BackupDecryptionException(BackupShError error, Exception? innerException = null)
    : BackupShException(error, innerException);
