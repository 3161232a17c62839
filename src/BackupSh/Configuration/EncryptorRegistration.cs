using BackupSh.Encryption;

namespace BackupSh.Configuration;

/// <summary>An encryptor of the host's own.</summary>
/// <param name="Name">The name that a job's <c>Encryption:Encryptor</c> says.</param>
/// <param name="Create">Makes it. <see cref="ComponentRegistry"/> calls it once.</param>
internal sealed record EncryptorRegistration(string Name, Func<IServiceProvider, IBackupEncryptor> Create);
