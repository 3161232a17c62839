namespace BackupSh.Sources.Tar;

/// <summary>A piece of a sparse file that holds data.</summary>
internal readonly record struct SparseSegment(long Offset, long Length)
{
    internal long End => Offset + Length;
}
