using System.IO.Compression;
using BackupSh.Shared;

namespace BackupSh.Sources.PostgreSql.Zip;

/// <summary>The content of one entry, whose end is only reached if its CRC and its lengths are right.</summary>
internal sealed class ZipEntryContent : ReadOnlyStream
{
    private readonly ZipInput _input;
    private readonly ZipEntryHeader _header;
    private readonly ZipEntryData _data;
    private readonly Stream _content;
    private uint _crc;
    private long _size;

    internal ZipEntryContent(ZipInput input, ZipEntryHeader header)
    {
        _input = input;
        _header = header;
        _data = new ZipEntryData(input, header.HasDescriptor ? null : header.Compressed);
        _content = header.IsDeflated ? new DeflateStream(_data, CompressionMode.Decompress) : _data;
    }

    /// <summary>Gets a value indicating whether everything was read and checked.</summary>
    internal bool ReachedEnd { get; private set; }

    /// <summary>Gets what the entry has turned out to be; right only after its end.</summary>
    internal (uint Crc, long Compressed, long Size) Facts => (_crc, _header.HasDescriptor ? _data.Given : _header.Compressed, _size);

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (ReachedEnd || buffer.Length == 0)
        {
            return 0;
        }

        int read;
        try
        {
            read = await _content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (InvalidDataException exception)
        {
            throw new ZipDamageException($"the entry '{_header.Name}' does not inflate", exception);
        }

        _crc = Crc32.Append(_crc, buffer.Span[..read]);
        _size += read;
        if (read == 0)
        {
            await CheckAsync(cancellationToken).ConfigureAwait(false);
            ReachedEnd = true;
        }

        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _content.Dispose();
        }

        base.Dispose(disposing);
    }

    private async Task CheckAsync(CancellationToken cancellationToken)
    {
        (uint crc, long compressed, long size) = (_header.Crc, _header.Compressed, _header.Size);
        if (_header.HasDescriptor)
        {
            (crc, compressed, size) = await DescriptorAsync(cancellationToken).ConfigureAwait(false);
        }

        // An inflater that has come to its end before all the data were given, or that wanted more, has read something else.
        if (_data.Given != compressed || _size != size || _crc != crc)
        {
            throw new ZipDamageException($"the entry '{_header.Name}' is damaged: its length or its CRC is not what it should be");
        }
    }

    private async Task<(uint Crc, long Compressed, long Size)> DescriptorAsync(CancellationToken cancellationToken)
    {
        // Source: java.util.zip.ZipInputStream and APPNOTE 4.3.9.2: 64 bits if the local header has said so, or 32 do not do.
        bool large = _header.IsLarge || _data.Given > uint.MaxValue || _size > uint.MaxValue;
        int length = large ? 24 : 16;
        if (!await _input.FillAsync(length, cancellationToken).ConfigureAwait(false) || _input.U32(0) != ZipFormat.DescriptorSignature)
        {
            throw new ZipDamageException($"the entry '{_header.Name}' is cut off, or its data do not end where they should");
        }

        (uint, long, long) facts = large ? (_input.U32(4), _input.I64(8), _input.I64(16)) : (_input.U32(4), _input.U32(8), _input.U32(12));
        _input.Skip(length);
        return facts;
    }
}
