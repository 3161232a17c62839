using System.Security.Cryptography;

namespace BackupSh.IO;

/// <summary>What each piece of an archive was when it was read for the first time.</summary>
/// <remarks>32 bytes for each 4 MiB: 8 MiB of memory for a tebibyte.</remarks>
internal sealed class ChunkDigests
{
    internal const int ChunkBytes = 4 * 1024 * 1024;

    private readonly List<byte[]> _digests = [];

    internal int Count => _digests.Count;

    internal void Add(byte[] digest) => _digests.Add(digest);

    internal bool Matches(int index, ReadOnlySpan<byte> chunk)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(chunk, digest);
        return index < _digests.Count && digest.SequenceEqual(_digests[index]);
    }
}
