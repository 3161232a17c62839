using System.Text;

namespace BackupSh.Sources.Tar;

/// <summary>The pax records that precede an entry.</summary>
internal sealed class PaxRecords
{
    private const int MaximumLengthDigits = 8;

    // Source: GNU tar manual, "PAX Format, Version 0.0": the only keys that come more than once.
    private const string SparseOffset = "GNU.sparse.offset";
    private const string SparseLength = "GNU.sparse.numbytes";
    private readonly Dictionary<string, byte[]> _values = new(StringComparer.Ordinal);
    private readonly List<long> _sparseNumbers = [];
    private readonly long _offset;

    private PaxRecords(long offset) => _offset = offset;

    /// <summary>Gets the numbers of a sparse file's pieces where each stands in a record of its own: offset, length, offset, …</summary>
    internal IReadOnlyList<long> SparseNumbers => _sparseNumbers;

    /// <summary>Reads the records of one extended header.</summary>
    /// <exception cref="TarFormatException">They are damaged, or one comes twice: which of them holds would be a guess.</exception>
    internal static PaxRecords Parse(ReadOnlySpan<byte> body, long offset)
    {
        PaxRecords records = new(offset);
        while (!body.IsEmpty)
        {
            int space = body[..Math.Min(body.Length, MaximumLengthDigits + 1)].IndexOf((byte)' ');
            if (space < 0 || !TarNumber.TryParseDecimal(body[..space], out long length) || length <= space + 1 || length > body.Length || body[(int)length - 1] != '\n')
            {
                throw records.Bad("a pax record's length is wrong");
            }

            records.Add(body[(space + 1)..((int)length - 1)]);
            body = body[(int)length..];
        }

        return records;
    }

    internal byte[]? Find(string key) => _values.GetValueOrDefault(key);

    /// <summary>Returns a number, or <see langword="null"/> if there is no such record.</summary>
    internal long? FindNumber(string key) => Find(key) is { } text ? Number(text) : null;

    internal UnixTime? FindTime(string key) =>
        Find(key) is not { } text ? null : UnixTime.TryParse(text, out UnixTime time) ? time : throw Bad("a pax record's time is none");

    private void Add(ReadOnlySpan<byte> record)
    {
        int equals = record.IndexOf((byte)'=');
        if (equals <= 0)
        {
            throw Bad("a pax record has no key");
        }

        string key = Encoding.UTF8.GetString(record[..equals]);
        ReadOnlySpan<byte> value = record[(equals + 1)..];
        if (key is SparseOffset or SparseLength)
        {
            bool expected = (key == SparseOffset) == (_sparseNumbers.Count % 2 == 0);
            _sparseNumbers.Add(expected ? Number(value) : throw Bad("a sparse file's pieces are incomplete"));
        }
        else if (!_values.TryAdd(key, value.ToArray()))
        {
            throw Bad("a pax record comes twice");
        }
    }

    private long Number(ReadOnlySpan<byte> text) => TarNumber.TryParseDecimal(text, out long value) ? value : throw Bad("a pax record's number is none");

    private TarFormatException Bad(string reason) => new(reason, _offset);
}
