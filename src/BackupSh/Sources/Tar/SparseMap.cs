using System.Buffers;
using System.Globalization;
using System.Text;

namespace BackupSh.Sources.Tar;

/// <summary>Where a sparse file has data; between the pieces it has holes, which read as zeros.</summary>
internal sealed class SparseMap
{
    private SparseMap(IReadOnlyList<SparseSegment> segments)
    {
        Segments = segments;
        DataBytes = segments.Sum(segment => segment.Length);
    }

    /// <summary>Gets the pieces, ascending; none is empty.</summary>
    internal IReadOnlyList<SparseSegment> Segments { get; }

    internal long DataBytes { get; }

    /// <summary>Makes a map of pieces, if they ascend without overlapping and end within the file. Empty ones are dropped.</summary>
    internal static SparseMap? TryCreate(IReadOnlyList<SparseSegment> segments, long sizeBytes)
    {
        long end = 0;
        foreach (SparseSegment segment in segments)
        {
            if (segment.Offset < end || segment.Length < 0 || segment.Length > sizeBytes - segment.Offset)
            {
                return null;
            }

            end = segment.End;
        }

        return new SparseMap([.. segments.Where(segment => segment.Length > 0)]);
    }

    /// <summary>Writes the map as it stands before the data, up to a whole block.</summary>
    /// <param name="output">Takes the bytes.</param>
    /// <param name="sizeBytes">The file's size. A hole at the end is told by an empty piece there: GNU tar takes the size from it.</param>
    // Source: GNU tar manual, "PAX Format, Version 1.0".
    internal void WriteTo(ArrayBufferWriter<byte> output, long sizeBytes)
    {
        bool endsInHole = Segments.Count == 0 || Segments[^1].End < sizeBytes;
        int start = output.WrittenCount;
        WriteLine(output, Segments.Count + (endsInHole ? 1 : 0));
        foreach (SparseSegment segment in Segments)
        {
            WriteLine(output, segment.Offset);
            WriteLine(output, segment.Length);
        }

        if (endsInHole)
        {
            WriteLine(output, sizeBytes);
            WriteLine(output, 0);
        }

        int padding = TarFormat.PaddingOf(output.WrittenCount - start);
        output.GetSpan(TarFormat.BlockBytes)[..padding].Clear();
        output.Advance(padding);
    }

    private static void WriteLine(ArrayBufferWriter<byte> output, long number) =>
        Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{number}\n"), output);
}
