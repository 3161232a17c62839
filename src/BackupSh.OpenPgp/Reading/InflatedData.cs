using System.Buffers;
using Org.BouncyCastle.Utilities.Zlib;

namespace BackupSh.OpenPgp.Reading;

/// <summary>The content of a packet that gpg compressed with ZIP or ZLIB.</summary>
/// <remarks>The BCL's streams take a truncated input for a whole one, so BouncyCastle's inflater is used, which tells the true end.</remarks>
// Source: RFC 9580 §5.6 (ZIP is raw DEFLATE, RFC 1951; ZLIB is RFC 1950).
internal sealed class InflatedData : ByteSource
{
    private const int BufferSize = 64 * 1024;

    // Source: zlib.h (flush and return codes).
    private const int NoFlush = 0;
    private const int Ok = 0;
    private const int StreamEnd = 1;
    private const int BufferError = -5;

    private readonly ByteSource _compressed;
    private readonly byte[] _input = ArrayPool<byte>.Shared.Rent(BufferSize);
    private readonly byte[] _output = ArrayPool<byte>.Shared.Rent(BufferSize);
    private readonly ZStream _inflater = new();
    private readonly bool _raw;
    private int _start;
    private bool _inputEnded;
    private bool _ended;

    internal InflatedData(ByteSource compressed, bool raw)
    {
        _compressed = compressed;
        _raw = raw;
        _inflater.next_in = _input;
        _inflater.next_out = _output;
        _inflater.inflateInit(raw);
    }

    internal override async ValueTask<int> ReadAsync(Memory<byte> buffer, IoMode mode, CancellationToken cancellationToken)
    {
        while (_start == _inflater.next_out_index)
        {
            if (_ended)
            {
                return 0;
            }

            if (_inflater.avail_in == 0 && !_inputEnded)
            {
                await ReadMoreAsync(mode, cancellationToken).ConfigureAwait(false);
            }

            Inflate();
        }

        int count = Math.Min(buffer.Length, _inflater.next_out_index - _start);
        _output.AsMemory(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }

    public override void Dispose()
    {
        _inflater.inflateEnd();
        ArrayPool<byte>.Shared.Return(_input, clearArray: true);
        ArrayPool<byte>.Shared.Return(_output, clearArray: true);
        base.Dispose();
    }

    private async ValueTask ReadMoreAsync(IoMode mode, CancellationToken cancellationToken)
    {
        _inflater.next_in_index = 0;
        _inflater.avail_in = await _compressed.ReadAsync(_input, mode, cancellationToken).ConfigureAwait(false);
        _inputEnded = _inflater.avail_in == 0;
        if (_inputEnded && _raw)
        {
            // Without a checksum to come, the inflater wants to see a byte beyond the end before it believes in the end.
            // gpg gives it this one, too.
            _input[0] = 0xFF;
            _inflater.avail_in = 1;
        }
    }

    private void Inflate()
    {
        _start = 0;
        _inflater.next_out_index = 0;
        _inflater.avail_out = _output.Length;
        int result = _inflater.inflate(NoFlush);
        _ended = result == StreamEnd;
        bool stuck = _inputEnded && !_ended && _inflater.next_out_index == 0;
        bool excess = _ended && !_inputEnded && _inflater.avail_in > 0;
        if (result is not (Ok or StreamEnd or BufferError) || stuck || excess)
        {
            throw MessageFaults.Damaged();
        }
    }
}
