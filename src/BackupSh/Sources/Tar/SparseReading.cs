namespace BackupSh.Sources.Tar;

/// <summary>Reads the maps of sparse files, in the four forms that GNU tar has had.</summary>
// Source: GNU tar manual, "Storing Sparse Files".
internal static class SparseReading
{
    private const int OldMapOffset = 386;
    private const int OldMapPieces = 4;
    private const int OldIsExtendedOffset = 482;
    private const int OldSizeOffset = 483;
    private const int ExtensionPieces = 21;
    private const int ExtensionIsExtendedOffset = 504;
    private const int PieceBytes = 2 * TarFormat.LongNumberBytes;

    /// <summary>Makes a map from the numbers of pax records: offset, length, offset, …</summary>
    internal static SparseMap FromNumbers(IReadOnlyList<long> numbers, long sizeBytes, long offset)
    {
        if (numbers.Count % 2 != 0)
        {
            throw new TarFormatException("a sparse file's pieces are incomplete", offset);
        }

        SparseSegment[] segments = [.. numbers.Chunk(2).Select(pair => new SparseSegment(pair[0], pair[1]))];
        return SparseMap.TryCreate(segments, sizeBytes) ?? throw Bad(offset);
    }

    /// <summary>Reads the numbers of <c>GNU.sparse.map</c>, which commas separate.</summary>
    internal static List<long> Numbers(ReadOnlySpan<byte> text, long offset)
    {
        List<long> numbers = [];
        foreach (Range range in text.Split((byte)','))
        {
            numbers.Add(TarNumber.TryParseDecimal(text[range], out long number) ? number : throw Bad(offset));
        }

        return numbers;
    }

    /// <summary>Reads the map that stands before the content: a count and so many pairs, a line each, up to a whole block.</summary>
    /// <param name="input">The archive, at the entry's content.</param>
    /// <param name="storedBytes">What the entry holds, the map included.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    internal static async ValueTask<List<long>> ReadNumbersAsync(TarInput input, long storedBytes, CancellationToken cancellationToken)
    {
        long start = input.Position;
        List<long> numbers = [];
        long wanted = 1;
        long number = -1;
        while (numbers.Count < wanted)
        {
            if (input.Position - start + TarFormat.BlockBytes > storedBytes)
            {
                throw Bad(start);
            }

            ReadOnlyMemory<byte> block = await input.TakeBlockAsync(cancellationToken).ConfigureAwait(false);
            for (int i = 0; i < block.Length && numbers.Count < wanted; i++)
            {
                number = Next(block.Span[i], number, numbers, start);
                wanted = numbers is [long count, ..] ? 1 + (2 * Bounded(count, start)) : 1;
            }
        }

        numbers.RemoveAt(0);
        return numbers;
    }

    /// <summary>Reads the map of an old sparse header and of the blocks that extend it.</summary>
    internal static async ValueTask<(List<long> Numbers, long SizeBytes)> ReadOldAsync(
        TarInput input, byte[] header, CancellationToken cancellationToken)
    {
        long offset = input.Position;
        List<long> numbers = [];
        AddOld(header.AsSpan(OldMapOffset), OldMapPieces, numbers, offset);
        bool isExtended = header[OldIsExtendedOffset] != 0;
        while (isExtended)
        {
            ReadOnlyMemory<byte> block = await input.TakeBlockAsync(cancellationToken).ConfigureAwait(false);
            AddOld(block.Span, ExtensionPieces, numbers, offset);
            Bounded(numbers.Count / 2, offset);
            isExtended = block.Span[ExtensionIsExtendedOffset] != 0;
        }

        return (numbers, Number(header.AsSpan(OldSizeOffset, TarFormat.LongNumberBytes), offset));
    }

    private static long Next(byte value, long number, List<long> numbers, long offset)
    {
        switch (value)
        {
            case (byte)'\n' when number >= 0:
                numbers.Add(number);
                return -1;
            case >= (byte)'0' and <= (byte)'9' when number <= (long.MaxValue - 9) / 10:
                return (Math.Max(number, 0) * 10) + value - '0';
            default:
                throw Bad(offset);
        }
    }

    private static void AddOld(ReadOnlySpan<byte> pieces, int count, List<long> numbers, long offset)
    {
        for (int i = 0; i < count && pieces[i * PieceBytes] != 0; i++)
        {
            ReadOnlySpan<byte> piece = pieces.Slice(i * PieceBytes, PieceBytes);
            numbers.Add(Number(piece[..TarFormat.LongNumberBytes], offset));
            numbers.Add(Number(piece[TarFormat.LongNumberBytes..], offset));
        }
    }

    private static long Bounded(long count, long offset) =>
        count <= TarFormat.MaximumSegmentsRead ? count : throw new TarFormatException("a sparse file has too many pieces", offset);

    private static long Number(ReadOnlySpan<byte> field, long offset) =>
        TarNumber.TryParse(field, out long number) && number >= 0 ? number : throw Bad(offset);

    private static TarFormatException Bad(long offset) => new("a sparse file's map is damaged", offset);
}
