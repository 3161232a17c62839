namespace BackupSh.Sources.Tar;

/// <summary>What precedes an entry's header and overrides it: pax records, GNU's long names.</summary>
internal sealed class TarPreface
{
    private PaxRecords? _pax;
    private byte[]? _longPath;
    private byte[]? _longLinkTarget;

    internal bool IsEmpty => _pax is null && _longPath is null && _longLinkTarget is null;

    /// <summary>Gets the version of a sparse file's map in pax records, or <see langword="null"/> if there is none.</summary>
    internal (long Major, long Minor)? SparseVersion =>
        _pax?.FindNumber("GNU.sparse.major") is { } major ? (major, _pax.FindNumber("GNU.sparse.minor") ?? 0)
        : _pax?.Find("GNU.sparse.map") is not null ? (0, 1)
        : _pax?.FindNumber("GNU.sparse.size") is not null ? (0, 0)
        : null;

    internal byte[]? SparseMapText => _pax?.Find("GNU.sparse.map");

    internal IReadOnlyList<long> SparseNumbers => _pax?.SparseNumbers ?? [];

    internal long? SparseSizeBytes => _pax?.FindNumber("GNU.sparse.realsize") ?? _pax?.FindNumber("GNU.sparse.size");

    internal long? SizeBytes => _pax?.FindNumber("size");

    /// <summary>Adds what one header has brought; a second one of its kind would make it a guess which holds.</summary>
    internal void Add(char type, byte[] body, long offset)
    {
        bool isNew = type switch
        {
            TarTypes.Pax => Set(ref _pax, PaxRecords.Parse(body, offset)),
            TarTypes.LongPath => Set(ref _longPath, Text(body)),
            _ => Set(ref _longLinkTarget, Text(body)),
        };
        bool twoPaths = _longPath is not null && (_pax?.Find("path") ?? _pax?.Find("GNU.sparse.name")) is not null;
        bool twoTargets = _longLinkTarget is not null && _pax?.Find("linkpath") is not null;
        if (!isNew || twoPaths || twoTargets)
        {
            throw new TarFormatException("an entry has two long names", offset);
        }
    }

    internal byte[] PathOf(TarHeader header) =>
        _pax?.Find("GNU.sparse.name") ?? _pax?.Find("path") ?? _longPath ?? header.Path;

    internal byte[] LinkTargetOf(TarHeader header) => _pax?.Find("linkpath") ?? _longLinkTarget ?? header.LinkTarget;

    internal long UserIdOf(TarHeader header) => _pax?.FindNumber("uid") ?? header.UserId;

    internal long GroupIdOf(TarHeader header) => _pax?.FindNumber("gid") ?? header.GroupId;

    internal UnixTime ModifiedOf(TarHeader header) => _pax?.FindTime("mtime") ?? new UnixTime(header.ModifiedSeconds, 0);

    private static bool Set<T>(ref T? place, T value)
        where T : class
    {
        bool isNew = place is null;
        place = value;
        return isNew;
    }

    private static byte[] Text(byte[] body) => Array.IndexOf(body, (byte)0) is >= 0 and int end ? body[..end] : body;
}
