using BackupSh.Options;
using BackupSh.Shared;

namespace BackupSh.Configuration;

/// <summary>Checks what a job's archives are encrypted with.</summary>
internal sealed class EncryptionFreezing(KnownNames names, KeyChecks keys)
{
    /// <returns>The encryption, or <see langword="null"/> for a job that has none.</returns>
    internal JobEncryption? Freeze(EncryptionOptions encryption, OptionsScope scope)
    {
        bool hasKeys = encryption.Passphrase is not null || encryption.RecipientKeys.Count > 0;
        if (encryption.Encryptor is not null)
        {
            return FreezeOwn(encryption, hasKeys, scope);
        }

        if (!hasKeys)
        {
            // Somebody who wrote the section wanted encryption: an empty variable must not switch it off.
            if (encryption.IsSection)
            {
                scope.Fault(null, ErrorTexts.Error("BSH0127"));
            }

            return null;
        }

        scope.RequireReadable(nameof(encryption.Passphrase), encryption.Passphrase);
        foreach ((int index, string file) in encryption.RecipientKeys.Index())
        {
            OptionsScope list = scope.At(nameof(encryption.RecipientKeys));
            if (list.Require(OptionsScopeExtensions.Key(index), file))
            {
                keys.CheckRecipient(file, list.At(OptionsScopeExtensions.Key(index)));
            }
        }

        return new JobEncryption(encryption.Passphrase, [.. encryption.RecipientKeys], EncryptorName: null);
    }

    private JobEncryption? FreezeOwn(EncryptionOptions encryption, bool hasKeys, OptionsScope scope)
    {
        if (hasKeys)
        {
            scope.Fault(nameof(encryption.Encryptor), ErrorTexts.Error("BSH0128", encryption.Encryptor));
        }

        return KnownNames.Find(names.Encryptors, encryption.Encryptor, scope, nameof(encryption.Encryptor), "BSH0129", out string? name)
            ? new JobEncryption(Passphrase: null, [], name)
            : null;
    }
}
