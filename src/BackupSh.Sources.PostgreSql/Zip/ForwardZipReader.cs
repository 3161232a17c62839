using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace BackupSh.Sources.PostgreSql.Zip;

/// <summary>Reads a zip forward, once, and checks everything: each entry, and the directory at the end against the entries.</summary>
/// <remarks>Memory does not grow with the zip: of each entry only a hash goes on.</remarks>
internal sealed class ForwardZipReader(Stream stream) : IDisposable
{
    private readonly ZipInput _input = new(stream);
    private readonly IncrementalHash _entries = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly IncrementalHash _listed = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private ZipEntryHeader? _header;
    private ZipEntryContent? _content;
    private long _count;

    /// <summary>Goes to the next entry; the one before must have been read to its end.</summary>
    /// <returns>Its name and content; null at the end, when the directory has been checked and nothing follows.</returns>
    /// <exception cref="ZipDamageException">The zip is damaged.</exception>
    internal async Task<(string Name, Stream Content)?> NextAsync(CancellationToken cancellationToken)
    {
        Close();
        if (!await _input.FillAsync(4, cancellationToken).ConfigureAwait(false))
        {
            throw ZipEntryHeader.Cut();
        }

        if (_input.U32(0) == ZipFormat.LocalSignature)
        {
            _header = await ZipEntryHeader.ReadAsync(_input, cancellationToken).ConfigureAwait(false);
            _content = new ZipEntryContent(_input, _header);
            return (_header.Name, _content);
        }

        await ReadDirectoryAsync(cancellationToken).ConfigureAwait(false);
        return null;
    }

    public void Dispose()
    {
        _content?.Dispose();
        _entries.Dispose();
        _listed.Dispose();
    }

    private void Close()
    {
        if (_content is null)
        {
            return;
        }

        if (!_content.ReachedEnd)
        {
            throw new InvalidOperationException($"The entry '{_header!.Name}' was not read to its end.");
        }

        (uint crc, long compressed, long size) = _content.Facts;
        Append(_entries, _header!.Name, crc, compressed, size);
        _count++;
        _content.Dispose();
        _content = null;
    }

    private async Task ReadDirectoryAsync(CancellationToken cancellationToken)
    {
        long listed = 0;
        while (await SignatureAsync(cancellationToken).ConfigureAwait(false) == ZipFormat.CentralSignature)
        {
            await ReadListedAsync(cancellationToken).ConfigureAwait(false);
            listed++;
        }

        if (listed != _count || !_listed.GetHashAndReset().AsSpan().SequenceEqual(_entries.GetHashAndReset()))
        {
            throw new ZipDamageException("its directory lists other entries than there are");
        }

        await ReadEndAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task ReadListedAsync(CancellationToken cancellationToken)
    {
        await NeedAsync(ZipFormat.CentralBytes, cancellationToken).ConfigureAwait(false);
        uint crc = _input.U32(16);
        (long compressed, long size, long offset) = (_input.U32(20), _input.U32(24), _input.U32(42));
        (int name, int extra, int comment) = (_input.U16(28), _input.U16(30), _input.U16(32));
        _input.Skip(ZipFormat.CentralBytes);
        await NeedAsync(name + extra + comment, cancellationToken).ConfigureAwait(false);
        if (ZipEntryHeader.FindZip64(_input.Available.Slice(name, extra)) is { } zip64)
        {
            (size, compressed, _) = ZipEntryHeader.Widen(zip64.Span, size, compressed, offset);
        }

        Append(_listed, ZipEntryHeader.Decode(_input.Available.Span[..name]), crc, compressed, size);
        _input.Skip(name + extra + comment);
    }

    private async Task ReadEndAsync(CancellationToken cancellationToken)
    {
        if (await SignatureAsync(cancellationToken).ConfigureAwait(false) == ZipFormat.Zip64EndSignature)
        {
            await NeedAsync(12, cancellationToken).ConfigureAwait(false);
            long length = _input.I64(4);
            if (length is < 44 or > ushort.MaxValue)
            {
                throw new ZipDamageException("its end cannot be read");
            }

            const int Locator = 20;
            await NeedAsync((int)length + 12 + Locator, cancellationToken).ConfigureAwait(false);
            _input.Skip((int)length + 12 + Locator);
        }

        await NeedAsync(ZipFormat.EndBytes, cancellationToken).ConfigureAwait(false);
        if (_input.U32(0) != ZipFormat.EndSignature || (_input.U16(10) != _count && _input.U16(10) != ZipFormat.Elsewhere16))
        {
            throw new ZipDamageException("its end cannot be read");
        }

        int comment = _input.U16(20);
        _input.Skip(ZipFormat.EndBytes);
        await NeedAsync(comment, cancellationToken).ConfigureAwait(false);
        _input.Skip(comment);
        if (await _input.FillAsync(1, cancellationToken).ConfigureAwait(false))
        {
            throw new ZipDamageException("something follows its end");
        }
    }

    private async Task<uint> SignatureAsync(CancellationToken cancellationToken)
    {
        await NeedAsync(4, cancellationToken).ConfigureAwait(false);
        return _input.U32(0);
    }

    private async Task NeedAsync(int count, CancellationToken cancellationToken)
    {
        if (!await _input.FillAsync(count, cancellationToken).ConfigureAwait(false))
        {
            throw ZipEntryHeader.Cut();
        }
    }

    private static void Append(IncrementalHash hash, string name, uint crc, long compressed, long size)
    {
        byte[] facts = new byte[24];
        byte[] utf8 = Encoding.UTF8.GetBytes(name);
        BinaryPrimitives.WriteInt32LittleEndian(facts, utf8.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(facts.AsSpan(4), crc);
        BinaryPrimitives.WriteInt64LittleEndian(facts.AsSpan(8), compressed);
        BinaryPrimitives.WriteInt64LittleEndian(facts.AsSpan(16), size);
        hash.AppendData(facts);
        hash.AppendData(utf8);
    }
}
