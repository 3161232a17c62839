using Org.BouncyCastle.Bcpg.OpenPgp;

namespace BackupSh.OpenPgp.Keys;

/// <summary>A private key, still locked. Unlocking takes most of a second, so it waits until the key is wanted.</summary>
internal sealed class PrivateKey(OpenPgpPrivateKeyFile source, PgpSecretKey key)
{
    // Source: RFC 9580 §3.7.2 (S2K usage 0: the key is not encrypted).
    private const int NotEncrypted = 0;

    internal ulong KeyId => unchecked((ulong)key.KeyId);

    /// <summary>Decrypts the key with its passphrase.</summary>
    /// <exception cref="BackupShException">The passphrase is missing or wrong, the key is elsewhere, or its algorithm is not read.</exception>
    internal SessionKeyUnwrapping Unlock()
    {
        string id = KeyIds.Format(key.KeyId);
        if (key.IsPrivateKeyEmpty)
        {
            throw KeyFaults.NoSecretPart(source.File, id);
        }

        if (key.S2kUsage != NotEncrypted && source.Passphrase is null)
        {
            throw KeyFaults.PassphraseMissing(source.File, id);
        }

        return SessionKeyUnwrapping.For(Extract(id))
            ?? throw KeyFaults.UnsupportedAlgorithm(source.File, id, key.PublicKey.Algorithm.ToString());
    }

    private PgpPrivateKey Extract(string id)
    {
        char[] passphrase = source.Passphrase?.Reveal().ToCharArray() ?? [];
        try
        {
            return key.ExtractPrivateKeyUtf8(passphrase);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // The key is in memory; a wrong passphrase makes garbage of it, which fails a checksum or the parser.
            throw KeyFaults.PassphraseWrong(source.File, id, exception);
        }
        finally
        {
            Array.Clear(passphrase);
        }
    }
}
