using Org.BouncyCastle.Bcpg.OpenPgp;

namespace BackupSh.OpenPgp.Keys;

/// <summary>Reads the private keys in a file, and unlocks them.</summary>
internal static class PrivateKeyFile
{
    /// <summary>Returns the keys of a file that can decrypt, still locked; at least one.</summary>
    /// <exception cref="BackupShException">The file cannot be read, or holds no such key.</exception>
    internal static IReadOnlyList<PrivateKey> Read(OpenPgpPrivateKeyFile source)
    {
        IReadOnlyList<PgpObject> rings = KeyFile.Read(source.File);
        List<PgpSecretKeyRing> secret = [.. rings.OfType<PgpSecretKeyRing>()];
        if (secret.Count == 0)
        {
            throw KeyFaults.PublicWhereSecret(source.File);
        }

        List<PrivateKey> keys =
        [
            .. secret.SelectMany(ring => ring.GetSecretKeys())
                .Where(key => key.PublicKey.IsEncryptionKey)
                .Select(key => new PrivateKey(source, key)),
        ];
        return keys.Count > 0 ? keys : throw KeyFaults.NotForEncryption(source.File, KeyIds.Format(secret[0].GetSecretKey().KeyId));
    }
}
