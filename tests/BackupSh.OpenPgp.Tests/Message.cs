namespace BackupSh.OpenPgp.Tests;

/// <summary>Encrypts and decrypts whole messages in memory.</summary>
internal static class Message
{
    internal static byte[] Encrypt(OpenPgpKeys keys, byte[] plaintext) => Encrypt(new OpenPgpEncryptor(keys, TimeProvider.System), plaintext);

    internal static byte[] Encrypt(OpenPgpEncryptor encryptor, byte[] plaintext)
    {
        using MemoryStream destination = new();
        using CompletableStream stream = encryptor.OpenEncrypt(destination);
        stream.Write(plaintext);
        stream.CompleteAsync().AsTask().GetAwaiter().GetResult();
        return destination.ToArray();
    }

    internal static byte[] Decrypt(OpenPgpKeys keys, byte[] message)
    {
        using MemoryStream source = new(message);
        return Decrypt(keys, source);
    }

    internal static byte[] Decrypt(OpenPgpKeys keys, Stream source)
    {
        using Stream stream = new OpenPgpEncryptor(keys, TimeProvider.System).OpenDecrypt(source);
        using MemoryStream plaintext = new();
        stream.CopyTo(plaintext);
        return plaintext.ToArray();
    }

    /// <summary>Returns bytes that look random and are the same each time.</summary>
    internal static byte[] Bytes(int length)
    {
        byte[] bytes = new byte[length];
        uint state = 2_463_534_242;
        for (int i = 0; i < length; i++)
        {
            // Source: Marsaglia, "Xorshift RNGs" (2003), the 32-bit generator (13, 17, 5).
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            bytes[i] = (byte)state;
        }

        return bytes;
    }
}
