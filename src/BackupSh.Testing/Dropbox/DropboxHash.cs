using System.Security.Cryptography;

namespace BackupSh.Testing.Dropbox;

/// <summary>The service's content hash: SHA-256 of the SHA-256 hashes of blocks of 4 MiB.</summary>
internal sealed class DropboxHash : IDisposable
{
    // Source: www.dropbox.com/developers/reference/content-hash.
    internal const int BlockBytes = 4 << 20;

    private readonly IncrementalHash _whole = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly IncrementalHash _block = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private int _inBlock;

    public void Dispose()
    {
        _whole.Dispose();
        _block.Dispose();
    }

    internal void Append(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            int count = Math.Min(bytes.Length, BlockBytes - _inBlock);
            _block.AppendData(bytes[..count]);
            bytes = bytes[count..];
            _inBlock += count;
            if (_inBlock == BlockBytes)
            {
                EndBlock();
            }
        }
    }

    internal string End()
    {
        if (_inBlock > 0)
        {
            EndBlock();
        }

        return Convert.ToHexStringLower(_whole.GetHashAndReset());
    }

    private void EndBlock()
    {
        _whole.AppendData(_block.GetHashAndReset());
        _inBlock = 0;
    }
}
