using System.Buffers;
using System.Security.Cryptography;
using BackupSh.OpenPgp.Ciphers;
using BackupSh.OpenPgp.Packets;

namespace BackupSh.OpenPgp.Reading;

/// <summary>The decrypted content of the data packet. Its end is only reached if the digest at it is right.</summary>
/// <remarks>The last 22 bytes, which may be the digest, are always held back.</remarks>
// Source: RFC 9580 §5.13.1.
internal sealed class ProtectedData : ByteSource
{
    private const int BufferSize = 64 * 1024;

    private readonly PacketBody _body;
    private readonly CfbCipher _cipher;
    // SHA-1 is the format's, and not ours to choose.
    private readonly IncrementalHash _digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
    private int _start;
    private int _end;
    private bool _verified;

    internal ProtectedData(PacketBody body, SessionKey key, DataProbe probe)
    {
        _body = body;
        _cipher = new CfbCipher(key.Key);
        probe.Ciphertext.CopyTo(_buffer);
        _end = probe.Ciphertext.Length;
        _cipher.Decrypt(_buffer.AsSpan(0, _end));
        _start = PacketFormat.PrefixLength;
        _digest.AppendData(_buffer, 0, _start);
    }

    internal override async ValueTask<int> ReadAsync(Memory<byte> buffer, IoMode mode, CancellationToken cancellationToken)
    {
        while (true)
        {
            int count = Math.Min(buffer.Length, _end - _start - PacketFormat.MdcPacketLength);
            if (count > 0)
            {
                _digest.AppendData(_buffer, _start, count);
                _buffer.AsMemory(_start, count).CopyTo(buffer);
                _start += count;
                return count;
            }

            if (_verified)
            {
                return 0;
            }

            await DecryptMoreAsync(mode, cancellationToken).ConfigureAwait(false);
        }
    }

    public override void Dispose()
    {
        _cipher.Dispose();
        _digest.Dispose();
        ArrayPool<byte>.Shared.Return(_buffer, clearArray: true);
        base.Dispose();
    }

    private async ValueTask DecryptMoreAsync(IoMode mode, CancellationToken cancellationToken)
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        int count = await _body.ReadAsync(_buffer.AsMemory(_end), mode, cancellationToken).ConfigureAwait(false);
        if (count == 0)
        {
            VerifyDigest();
        }

        _cipher.Decrypt(_buffer.AsSpan(_end, count));
        _end += count;
    }

    private void VerifyDigest()
    {
        ReadOnlySpan<byte> packet = _buffer.AsSpan(_start, _end - _start);
        Span<byte> expected = stackalloc byte[SHA1.HashSizeInBytes];
        if (packet is [PacketFormat.MdcHeader, PacketFormat.MdcLength, ..])
        {
            _digest.AppendData(packet[..2]);
            _digest.GetHashAndReset(expected);
            _verified = CryptographicOperations.FixedTimeEquals(expected, packet[2..]);
        }

        if (!_verified)
        {
            throw MessageFaults.Damaged();
        }
    }
}
