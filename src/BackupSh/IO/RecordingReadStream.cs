using System.Security.Cryptography;
using BackupSh.Shared;

namespace BackupSh.IO;

/// <summary>Passes bytes through and records what they are, piece by piece.</summary>
internal sealed class RecordingReadStream(Stream inner, ChunkDigests digests) : ReadOnlyStream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private int _inChunk;
    private bool _ended;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int wanted = Math.Min(buffer.Length, ChunkDigests.ChunkBytes - _inChunk);
        int read = await inner.ReadAsync(buffer[..wanted], cancellationToken).ConfigureAwait(false);
        _hash.AppendData(buffer.Span[..read]);
        _inChunk += read;
        bool ends = read == 0 && buffer.Length > 0 && !_ended;
        if (_inChunk == ChunkDigests.ChunkBytes || (ends && _inChunk > 0))
        {
            digests.Add(_hash.GetHashAndReset());
            _inChunk = 0;
        }

        _ended |= ends;
        return read;
    }

    public override async ValueTask DisposeAsync()
    {
        await inner.DisposeAsync().ConfigureAwait(false);
        _hash.Dispose();
        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
            _hash.Dispose();
        }

        base.Dispose(disposing);
    }
}
