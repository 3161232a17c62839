using System.Buffers;
using System.Globalization;
using System.Text;

namespace BackupSh.Sources.Tar;

/// <summary>Collects the pax records of one entry: what its header has no room for.</summary>
// Source: POSIX.1-2024, pax, "pax Extended Header": "%d %s=%s\n", the length including itself.
internal sealed class PaxWriter
{
    private readonly ArrayBufferWriter<byte> _records = new();
    private bool _isBinary;

    internal ReadOnlySpan<byte> Records => _records.WrittenSpan;

    internal void Clear()
    {
        _records.ResetWrittenCount();
        _isBinary = false;
    }

    internal void Add(string key, long value) => Add(key, value.ToString(CultureInfo.InvariantCulture));

    internal void Add(string key, string value) => Write(key, Encoding.ASCII.GetBytes(value));

    /// <summary>Adds a name. Records are UTF-8; if a name is not, they are said to be bytes.</summary>
    internal void AddName(string key, ReadOnlySpan<byte> value)
    {
        if (!_isBinary && !System.Text.Unicode.Utf8.IsValid(value))
        {
            _isBinary = true;
            Add("hdrcharset", "BINARY");
        }

        Write(key, value);
    }

    private void Write(string key, ReadOnlySpan<byte> value)
    {
        int rest = 3 + Encoding.ASCII.GetByteCount(key) + value.Length; // the space, the equals sign and the line's end
        int length = rest + DigitsOf(rest);
        length = rest + DigitsOf(length);
        Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{length} {key}="), _records);
        _records.Write(value);
        _records.Write("\n"u8);
    }

    private static int DigitsOf(int number) => number.ToString(CultureInfo.InvariantCulture).Length;
}
