using BackupSh.Encryption;
using BackupSh.OpenPgp;

namespace BackupSh.Samples.Tests;

/// <summary>Encrypts with a passphrase that a key vault holds, and names the vault's key in the info file.</summary>
internal sealed class VaultEncryptor(KeyVault vault) : IBackupEncryptor
{
    public string Scheme => "vault";

    public IReadOnlyList<string> KeyIds => [vault.CurrentKey];

    public CompletableStream OpenEncrypt(Stream destination) =>
        new OpenPgpEncryptor(new OpenPgpKeys { Passphrase = vault.Read(vault.CurrentKey) }, TimeProvider.System).OpenEncrypt(destination);

    public Stream OpenDecrypt(Stream source) =>
        new OpenPgpEncryptor(new OpenPgpKeys { ReadingPassphrases = [.. vault.Keys.Select(vault.Read)] }, TimeProvider.System).OpenDecrypt(source);
}
