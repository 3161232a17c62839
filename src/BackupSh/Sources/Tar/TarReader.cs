namespace BackupSh.Sources.Tar;

/// <summary>Reads a tar archive forward: ustar, pax, and GNU tar's long names and sparse files.</summary>
/// <remarks>Expects the worst: every number is checked, everything that is kept in memory is bounded, and what could be read
/// in two ways is refused. The end marker is required, and nothing may follow it. Paths are told as they are: whoever makes
/// files of them has to look at them.</remarks>
internal sealed class TarReader(Stream content) : IDisposable
{
    private readonly TarInput _input = new(content);
    private long _left;
    private int _padding;

    /// <summary>Gets a value indicating whether the stream below has failed, and not the archive.</summary>
    internal bool HasInputFailed => _input.HasFailed;

    /// <summary>Passes over what is left of the entry before, and reads the next one.</summary>
    /// <returns>The entry, or <see langword="null"/> at the end, which the stream below has then confirmed.</returns>
    /// <exception cref="TarFormatException">The archive is damaged, cut, or holds what we do not read.</exception>
    internal async ValueTask<TarEntry?> ReadEntryAsync(CancellationToken cancellationToken)
    {
        while (!(await ReadContentAsync(long.MaxValue, cancellationToken).ConfigureAwait(false)).IsEmpty)
        {
        }

        TarPreface preface = new();
        while (await ReadHeaderAsync(cancellationToken).ConfigureAwait(false) is { } block)
        {
            long offset = _input.Position - TarFormat.BlockBytes;
            TarHeader header = TarHeader.Parse(block, offset);
            if (header.Type is not (TarTypes.Pax or TarTypes.LongPath or TarTypes.LongLinkTarget))
            {
                return await OpenAsync(header, preface, block, offset, cancellationToken).ConfigureAwait(false);
            }

            preface.Add(header.Type, await ReadBodyAsync(header, offset, cancellationToken).ConfigureAwait(false), offset);
        }

        return preface.IsEmpty ? null : throw new TarFormatException("the last entry is missing", _input.Position);
    }

    /// <summary>Reads some of the entry's content; of a sparse file, its pieces one after the other.</summary>
    /// <returns>The bytes, good until the next call; none at the entry's end.</returns>
    internal async ValueTask<ReadOnlyMemory<byte>> ReadContentAsync(long atMost, CancellationToken cancellationToken)
    {
        if (_left > 0)
        {
            ReadOnlyMemory<byte> some = await _input.TakeSomeAsync(Math.Min(atMost, _left), cancellationToken).ConfigureAwait(false);
            _left -= some.Length;
            return some;
        }

        while (_padding > 0)
        {
            _padding -= (await _input.TakeSomeAsync(_padding, cancellationToken).ConfigureAwait(false)).Length;
        }

        return ReadOnlyMemory<byte>.Empty;
    }

    public void Dispose() => _input.Dispose();

    private async ValueTask<byte[]?> ReadHeaderAsync(CancellationToken cancellationToken)
    {
        byte[] block = (await _input.TakeBlockAsync(cancellationToken).ConfigureAwait(false)).ToArray();
        if (block.AsSpan().ContainsAnyExcept((byte)0))
        {
            return block;
        }

        ReadOnlyMemory<byte> rest = await _input.TakeBlockAsync(cancellationToken).ConfigureAwait(false);
        while (!rest.IsEmpty)
        {
            if (rest.Span.ContainsAnyExcept((byte)0))
            {
                throw new TarFormatException("something follows the end marker", _input.Position - rest.Length);
            }

            rest = await _input.TakeRestAsync(cancellationToken).ConfigureAwait(false);
        }

        return null;
    }

    private async ValueTask<byte[]> ReadBodyAsync(TarHeader header, long offset, CancellationToken cancellationToken)
    {
        if (header.SizeBytes is < 0 or > TarFormat.MaximumPaxBytes)
        {
            throw new TarFormatException("an entry's names and records are too long", offset);
        }

        Begin(header.SizeBytes);
        byte[] body = new byte[header.SizeBytes];
        int count = 0;
        for (ReadOnlyMemory<byte> some; !(some = await ReadContentAsync(long.MaxValue, cancellationToken).ConfigureAwait(false)).IsEmpty; count += some.Length)
        {
            some.CopyTo(body.AsMemory(count));
        }

        return body;
    }

    private async ValueTask<TarEntry> OpenAsync(
        TarHeader header, TarPreface preface, byte[] block, long offset, CancellationToken cancellationToken)
    {
        TarEntry entry = TarEntryFactory.Create(header, preface, offset);
        long stored = entry.SizeBytes;
        Begin(stored);
        if (header.Type == TarTypes.OldSparse)
        {
            (List<long> numbers, long size) = await SparseReading.ReadOldAsync(_input, block, cancellationToken).ConfigureAwait(false);
            entry = entry with { SizeBytes = size, Sparse = SparseReading.FromNumbers(numbers, size, offset) };
        }
        else if (preface.SparseVersion is { } version)
        {
            long size = entry.Kind == TarEntryKind.File && preface.SparseSizeBytes is { } told
                ? told
                : throw new TarFormatException("a sparse file's map is damaged", offset);
            long before = _input.Position;
            IReadOnlyList<long> numbers = version switch
            {
                (1, 0) => await SparseReading.ReadNumbersAsync(_input, stored, cancellationToken).ConfigureAwait(false),
                (0, 1) => SparseReading.Numbers(preface.SparseMapText, offset),
                (0, 0) => preface.SparseNumbers,
                _ => throw new TarFormatException("a sparse file is of an unknown version", offset),
            };
            _left -= _input.Position - before;
            entry = entry with { SizeBytes = size, Sparse = SparseReading.FromNumbers(numbers, size, offset) };
        }

        return entry.StoredBytes == _left ? entry : throw new TarFormatException("a sparse file's pieces are not of its size", offset);
    }

    private void Begin(long sizeBytes)
    {
        _left = sizeBytes;
        _padding = TarFormat.PaddingOf(sizeBytes);
    }
}
