using System.Buffers;

namespace BackupSh.Sources.Tar;

/// <summary>Turns an entry into what stands before its content: pax records if need be, the header, a sparse file's map.</summary>
/// <remarks>The same entry always gives the same bytes. User and group names are left out: ids are kept as numbers.</remarks>
internal sealed class TarHead
{
    private const char PaxType = 'x';
    private const int PaxMode = 0b110_100_100;
    private readonly ArrayBufferWriter<byte> _bytes = new();
    private readonly ArrayBufferWriter<byte> _map = new();
    private readonly PaxWriter _pax = new();

    // The names are only seen by programs that do not know pax.
    private static ReadOnlySpan<byte> PaxName => "././@PaxHeader"u8;

    private static ReadOnlySpan<byte> SparsePrefix => "GNUSparseFile.0/"u8;

    /// <summary>Makes the bytes; they are good until the next call.</summary>
    /// <exception cref="ArgumentException">A name is longer than <see cref="TarFormat.MaximumPathBytes"/>.</exception>
    internal ReadOnlyMemory<byte> Write(TarEntry entry)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(entry.Path.Length, TarFormat.MaximumPathBytes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(entry.LinkTarget.Length, TarFormat.MaximumPathBytes);
        _bytes.ResetWrittenCount();
        _map.ResetWrittenCount();
        _pax.Clear();
        entry.Sparse?.WriteTo(_map, entry.SizeBytes);

        byte[] path = entry.Kind == TarEntryKind.Folder ? [.. entry.Path, (byte)'/'] : entry.Path;
        TarHeaderBlock block = new((char)entry.Kind)
        {
            Mode = entry.Mode,
            UserId = WithRecord("uid", entry.UserId, TarFormat.IdBytes),
            GroupId = WithRecord("gid", entry.GroupId, TarFormat.IdBytes),
            SizeBytes = WithRecord("size", _map.WrittenCount + entry.StoredBytes, TarFormat.LongNumberBytes),
            ModifiedSeconds = ModifiedOf(entry),
            DeviceMajor = entry.DeviceMajor,
            DeviceMinor = entry.DeviceMinor,
        };
        SetNames(ref block, entry, path);
        WritePax();
        block.WriteTo(_bytes);
        _bytes.Write(_map.WrittenSpan);
        return _bytes.WrittenMemory;
    }

    private void SetNames(ref TarHeaderBlock block, TarEntry entry, byte[] path)
    {
        if (entry.LinkTarget.Length > TarFormat.NameBytes)
        {
            _pax.AddName("linkpath", entry.LinkTarget);
        }

        block.LinkName = entry.LinkTarget.AsSpan(0, Math.Min(entry.LinkTarget.Length, TarFormat.NameBytes));
        if (entry.Sparse is not null)
        {
            _pax.Add("GNU.sparse.major", 1);
            _pax.Add("GNU.sparse.minor", 0);
            _pax.AddName("GNU.sparse.name", path);
            _pax.Add("GNU.sparse.realsize", entry.SizeBytes);
            block.Name = (byte[])[.. SparsePrefix, .. Tail(path, TarFormat.NameBytes - SparsePrefix.Length)];
        }
        else if (!block.TrySetPath(path))
        {
            _pax.AddName("path", path);
            block.Name = Tail(path, TarFormat.NameBytes);
        }
    }

    // What does not fit the header stands in a record, and the header says 0.
    private long WithRecord(string key, long value, int fieldBytes)
    {
        if (TarNumber.FitsOctal(value, fieldBytes))
        {
            return value;
        }

        _pax.Add(key, value);
        return 0;
    }

    private long ModifiedOf(TarEntry entry)
    {
        bool fits = TarNumber.FitsOctal(entry.Modified.Seconds, TarFormat.LongNumberBytes);
        if (!fits || entry.Modified.Nanoseconds != 0)
        {
            _pax.Add("mtime", entry.Modified.ToDecimal());
        }

        return fits ? entry.Modified.Seconds : 0;
    }

    private void WritePax()
    {
        if (_pax.Records.IsEmpty)
        {
            return;
        }

        TarHeaderBlock block = new(PaxType) { Name = PaxName, Mode = PaxMode, SizeBytes = _pax.Records.Length };
        block.WriteTo(_bytes);
        _bytes.Write(_pax.Records);
        int padding = TarFormat.PaddingOf(_pax.Records.Length);
        _bytes.GetSpan(TarFormat.BlockBytes)[..padding].Clear();
        _bytes.Advance(padding);
    }

    private static ReadOnlySpan<byte> Tail(ReadOnlySpan<byte> path, int bytes) =>
        path[Math.Max(0, path.Length - bytes)..].TrimStart((byte)'/');
}
