using Org.BouncyCastle.Bcpg.OpenPgp;

namespace BackupSh.OpenPgp.Keys;

/// <summary>Reads the keys in a file, armored or binary.</summary>
internal static class KeyFile
{
    /// <summary>Far more than a certificate with many signatures has; a database given by mistake is not read into memory.</summary>
    private const int MaximumBytes = 4 * 1024 * 1024;

    /// <summary>Reads all key rings of a file.</summary>
    /// <returns><see cref="PgpPublicKeyRing"/>s and <see cref="PgpSecretKeyRing"/>s; at least one.</returns>
    /// <exception cref="BackupShException">The file cannot be read, or holds no key.</exception>
    internal static IReadOnlyList<PgpObject> Read(string file)
    {
        using MemoryStream content = new(ReadContent(file), writable: false);
        List<PgpObject> rings = [];
        try
        {
            using Stream packets = PgpUtilities.GetDecoderStream(content);
            PgpObjectFactory factory = new(packets);
            while (factory.NextPgpObject() is { } found)
            {
                if (found is PgpPublicKeyRing or PgpSecretKeyRing)
                {
                    rings.Add(found);
                }
            }
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // BouncyCastle's parser answers broken input with exceptions of many types; the input is in memory, so all mean this.
            throw KeyFaults.Unreadable(file, "it is no OpenPGP key, or a damaged one.", exception);
        }

        return rings.Count > 0 ? rings : throw KeyFaults.NoKey(file);
    }

    private static byte[] ReadContent(string file)
    {
        try
        {
            using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (stream.Length > MaximumBytes)
            {
                throw KeyFaults.Unreadable(file, $"it is larger than {MaximumBytes} bytes.");
            }

            byte[] content = new byte[stream.Length];
            stream.ReadExactly(content);
            return content;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw KeyFaults.Unreadable(file, exception.Message, exception);
        }
    }
}
