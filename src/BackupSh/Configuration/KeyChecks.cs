using BackupSh.OpenPgp;

namespace BackupSh.Configuration;

/// <summary>Tries keys at start, each on its own, so that a fault has the key's path.</summary>
internal sealed class KeyChecks(TimeProvider timeProvider)
{
    /// <summary>Reports a public key that cannot be encrypted to: missing, expired, revoked, not meant for encryption.</summary>
    internal void CheckRecipient(string file, OptionsScope scope) =>
        Report(new OpenPgpEncryptor(new OpenPgpKeys { RecipientKeyFiles = [file] }, timeProvider).CheckWriting(), scope);

    /// <summary>Reports a private key that cannot be unlocked.</summary>
    internal void CheckPrivateKey(OpenPgpPrivateKeyFile key, OptionsScope scope) =>
        Report(new OpenPgpEncryptor(new OpenPgpKeys { PrivateKeys = [key] }, timeProvider).CheckReading(), scope);

    private static void Report(IReadOnlyList<BackupShError> errors, OptionsScope scope)
    {
        foreach (BackupShError error in errors)
        {
            scope.Fault(null, error);
        }
    }
}
