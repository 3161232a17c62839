using System.Security.Cryptography;

namespace BackupSh.Storage.Dropbox;

/// <summary>Dropbox's content hash: SHA-256 over the SHA-256 hashes of blocks of 4 MiB.</summary>
/// <remarks>Source: www.dropbox.com/developers/reference/content-hash.</remarks>
internal sealed class DropboxContentHash : IDisposable
{
    private readonly IncrementalHash _whole = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly IncrementalHash _block = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private int _blockBytes;

    public void Dispose()
    {
        _whole.Dispose();
        _block.Dispose();
    }

    /// <summary>Returns the hashes of the blocks of some content, one after the other.</summary>
    internal static byte[] BlockHashes(ReadOnlySpan<byte> content)
    {
        int count = (content.Length + DropboxLimits.BlockBytes - 1) / DropboxLimits.BlockBytes;
        byte[] hashes = new byte[count * SHA256.HashSizeInBytes];
        for (int block = 0; block < count; block++)
        {
            int start = block * DropboxLimits.BlockBytes;
            ReadOnlySpan<byte> bytes = content[start..Math.Min(content.Length, start + DropboxLimits.BlockBytes)];
            SHA256.HashData(bytes, hashes.AsSpan(block * SHA256.HashSizeInBytes));
        }

        return hashes;
    }

    /// <summary>Returns the content hash of blocks.</summary>
    internal static string OfBlocks(ReadOnlySpan<byte> hashes) => Convert.ToHexStringLower(SHA256.HashData(hashes));

    internal static string Of(ReadOnlySpan<byte> content) => OfBlocks(BlockHashes(content));

    internal void Append(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            int count = Math.Min(bytes.Length, DropboxLimits.BlockBytes - _blockBytes);
            _block.AppendData(bytes[..count]);
            bytes = bytes[count..];
            _blockBytes += count;
            if (_blockBytes == DropboxLimits.BlockBytes)
            {
                EndBlock();
            }
        }
    }

    internal string End()
    {
        if (_blockBytes > 0)
        {
            EndBlock();
        }

        return Convert.ToHexStringLower(_whole.GetHashAndReset());
    }

    private void EndBlock()
    {
        _whole.AppendData(_block.GetHashAndReset());
        _blockBytes = 0;
    }
}
