using System.Security.Cryptography;

namespace BackupSh.OpenPgp.Ciphers;

/// <summary>AES in cipher feedback mode over pieces of any length, from an initialization vector of zeros.</summary>
/// <remarks>One direction per instance. Whole blocks go to the platform's cipher in one call; only the block that two
/// pieces share is done by hand.</remarks>
// Source: RFC 9580 §12.9 (OpenPGP CFB without resynchronization); NIST SP 800-38A §6.3 (CFB128).
internal sealed class CfbCipher : IDisposable
{
    internal const int BlockSize = 16;

    private const int FeedbackBits = BlockSize * 8;

    private readonly Aes _aes = Aes.Create();

    /// <summary>The last ciphertext block: what the next one is chained to. Filled up to <see cref="_used"/> within a block.</summary>
    private readonly byte[] _feedback = new byte[BlockSize];

    private readonly byte[] _keyStream = new byte[BlockSize];

    /// <summary>How much of the current block is done; zero at a block's border.</summary>
    private int _used;

    internal CfbCipher(ReadOnlySpan<byte> key) => _aes.SetKey(key);

    public void Dispose()
    {
        _aes.Dispose();
        CryptographicOperations.ZeroMemory(_keyStream);
    }

    /// <summary>Encrypts the next piece.</summary>
    internal void Encrypt(ReadOnlySpan<byte> plaintext, Span<byte> ciphertext)
    {
        int head = Math.Min(plaintext.Length, (BlockSize - _used) % BlockSize);
        EncryptWithinBlock(plaintext[..head], ciphertext);
        int whole = (plaintext.Length - head) & ~(BlockSize - 1);
        if (whole > 0)
        {
            _aes.EncryptCfb(plaintext.Slice(head, whole), _feedback, ciphertext.Slice(head, whole), PaddingMode.None, FeedbackBits);
            ciphertext.Slice(head + whole - BlockSize, BlockSize).CopyTo(_feedback);
        }

        EncryptWithinBlock(plaintext[(head + whole)..], ciphertext[(head + whole)..]);
    }

    /// <summary>Decrypts the next piece in place.</summary>
    internal void Decrypt(Span<byte> data)
    {
        int head = Math.Min(data.Length, (BlockSize - _used) % BlockSize);
        DecryptWithinBlock(data[..head]);
        Span<byte> whole = data.Slice(head, (data.Length - head) & ~(BlockSize - 1));
        if (whole.Length > 0)
        {
            Span<byte> last = stackalloc byte[BlockSize];
            whole[^BlockSize..].CopyTo(last);
            _aes.DecryptCfb(whole, _feedback, whole, PaddingMode.None, FeedbackBits);
            last.CopyTo(_feedback);
        }

        DecryptWithinBlock(data[(head + whole.Length)..]);
    }

    private void EncryptWithinBlock(ReadOnlySpan<byte> plaintext, Span<byte> ciphertext)
    {
        for (int i = 0; i < plaintext.Length; i++)
        {
            byte encrypted = (byte)(plaintext[i] ^ NextKeyStreamByte());
            ciphertext[i] = encrypted;
            Chain(encrypted);
        }
    }

    private void DecryptWithinBlock(Span<byte> data)
    {
        for (int i = 0; i < data.Length; i++)
        {
            byte encrypted = data[i];
            data[i] = (byte)(encrypted ^ NextKeyStreamByte());
            Chain(encrypted);
        }
    }

    private byte NextKeyStreamByte()
    {
        if (_used == 0)
        {
            _aes.EncryptEcb(_feedback, _keyStream, PaddingMode.None);
        }

        return _keyStream[_used];
    }

    private void Chain(byte encrypted)
    {
        _feedback[_used] = encrypted;
        _used = (_used + 1) % BlockSize;
    }
}
