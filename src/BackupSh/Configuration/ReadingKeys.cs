using BackupSh.OpenPgp;

namespace BackupSh.Configuration;

/// <summary>The keys to read backups with.</summary>
/// <param name="Passphrases">Tried in this order, revealed at each use.</param>
/// <param name="PrivateKeys">The private keys.</param>
internal sealed record ReadingKeys(IReadOnlyList<Secret> Passphrases, IReadOnlyList<OpenPgpPrivateKeyFile> PrivateKeys);
