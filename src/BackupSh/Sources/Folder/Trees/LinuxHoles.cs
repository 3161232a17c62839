using BackupSh.Sources.Tar;
using Microsoft.Win32.SafeHandles;

namespace BackupSh.Sources.Folder.Trees;

/// <summary>Finds the holes of a file.</summary>
internal static class LinuxHoles
{
    /// <summary>Finds where a file has data.</summary>
    /// <returns>The map, or <see langword="null"/> if there is data all over, or the file system does not tell.</returns>
    internal static SparseMap? FindData(SafeFileHandle file, in NodeFacts facts)
    {
        // Nearly every file takes at least as much as its size: nothing need be asked.
        if (facts.AllocatedBytes >= facts.SizeBytes)
        {
            return null;
        }

        List<SparseSegment> segments = [];
        long position = 0;
        while (position < facts.SizeBytes)
        {
            long data = Seek(file, position, LinuxFlags.SeekData, facts.SizeBytes);
            if (data < 0)
            {
                return null;
            }

            if (data >= facts.SizeBytes)
            {
                break;
            }

            long hole = Seek(file, data, LinuxFlags.SeekHole, facts.SizeBytes);
            bool isLast = hole < 0 || segments.Count == TarFormat.MaximumSegmentsWritten - 1;
            position = isLast ? facts.SizeBytes : Math.Min(hole, facts.SizeBytes);
            segments.Add(new SparseSegment(data, position - data));
        }

        return segments is [{ Offset: 0 } whole] && whole.Length == facts.SizeBytes ? null : SparseMap.TryCreate(segments, facts.SizeBytes);
    }

    /// <returns>Where it is; the end if there is none; negative if the file system does not tell.</returns>
    private static long Seek(SafeFileHandle file, long offset, int whence, long end)
    {
        nint found = LinuxCall.Try(() => (nint)LinuxImports.Seek(file, offset, whence));
        return found >= 0 ? found : LinuxError.Last == LinuxError.NoSuchAddress ? end : -1;
    }
}
