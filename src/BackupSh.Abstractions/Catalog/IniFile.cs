using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace BackupSh.Catalog;

/// <summary>The keys of an INI file, in its order.</summary>
/// <remarks>What is read is the part of INI on which Python's <c>configparser</c> and we agree, byte for byte; the rest
/// (continued lines, a <c>[DEFAULT]</c> section, text behind a section's name) is refused, so that no file says one thing
/// to the Awkhad modules and another to us.</remarks>
internal sealed class IniFile
{
    private readonly List<IniEntry> _entries = [];
    private readonly Dictionary<string, int> _sections = new(StringComparer.Ordinal);
    private readonly HashSet<(string Section, string Key)> _keys = [];

    private IniFile()
    {
    }

    internal IReadOnlyList<IniEntry> Entries => _entries;

    /// <summary>Gets the sections with the lines of their headers.</summary>
    internal IReadOnlyDictionary<string, int> Sections => _sections;

    internal static IniFile Read(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > IniLimits.Bytes)
        {
            throw Fault("BSH0024", 1, $"a file of at most {IniLimits.Bytes} bytes", null);
        }

        IniFile file = new();
        string? section = null;
        for (int line = 1; !utf8.IsEmpty; line++)
        {
            int end = utf8.IndexOf((byte)'\n');
            string text = Decode(end < 0 ? utf8 : utf8[..end], line);
            utf8 = end < 0 ? [] : utf8[(end + 1)..];
            section = file.Add(text, line, section);
        }

        return file;
    }

    internal static async Task<byte[]> ReadBytesAsync(Stream stream, CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(IniLimits.Bytes + 1);
        try
        {
            int count = await stream.ReadAtLeastAsync(
                buffer.AsMemory(0, IniLimits.Bytes + 1), IniLimits.Bytes + 1, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            return buffer[..count];
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static string Decode(ReadOnlySpan<byte> bytes, int line)
    {
        bytes = bytes is [.. var head, (byte)'\r'] ? head : bytes;
        if (bytes.Length > IniLimits.LineBytes)
        {
            throw Fault("BSH0024", line, $"a line of at most {IniLimits.LineBytes} bytes", Encoding.Latin1.GetString(bytes[..100]));
        }

        bool hasControls = bytes.ContainsAnyInRange<byte>(0x00, 0x08) || bytes.ContainsAnyInRange<byte>(0x0A, 0x1F) || bytes.Contains<byte>(0x7F);
        if (hasControls || !Utf8.IsValid(bytes))
        {
            throw Fault("BSH0025", line, "text in ASCII or UTF-8 without control characters", Encoding.Latin1.GetString(bytes));
        }

        return Encoding.UTF8.GetString(bytes).TrimEnd(' ', '\t');
    }

    private static BackupInfoFormatException Fault(string code, int line, string expectation, string? found) =>
        BackupInfoFormatException.Create(code, line, null, expectation, found);

    private string? Add(string text, int line, string? section)
    {
        if (text.Length == 0 || text[0] is '#' or ';')
        {
            return section;
        }

        if (text[0] == '[')
        {
            return AddSection(text, line);
        }

        AddKey(text, line, section);
        return section;
    }

    private string AddSection(string text, int line)
    {
        string name = text.Length > 2 && text[^1] == ']' ? text[1..^1] : "";
        if (!IniGrammar.IsSection(name))
        {
            throw Fault("BSH0021", line, "a section's name in brackets, in ASCII and not DEFAULT,", text);
        }

        if (!_sections.TryAdd(name, line))
        {
            throw Fault("BSH0022", line, "a section that appears once", text);
        }

        return name;
    }

    private void AddKey(string text, int line, string? section)
    {
        int delimiter = text.AsSpan().IndexOfAny('=', ':');
        string key = delimiter > 0 && Ascii.IsValid(text.AsSpan(0, delimiter)) ? text[..delimiter].TrimEnd(' ', '\t').ToLowerInvariant() : "";
        if (section is null)
        {
            throw Fault("BSH0021", line, "a section's name in brackets before the first key", text);
        }

        if (!IniGrammar.IsKey(key))
        {
            throw Fault("BSH0021", line, "a key in ASCII at the line's start, and = behind it,", text);
        }

        if (!_keys.Add((section, key)))
        {
            throw BackupInfoFormatException.Create("BSH0022", line, key, "a key that appears once in its section", text);
        }

        if (_entries.Count == IniLimits.Keys)
        {
            throw Fault("BSH0024", line, $"a file of at most {IniLimits.Keys} keys", text);
        }

        _entries.Add(new IniEntry(section, key, text[(delimiter + 1)..].TrimStart(' ', '\t'), line));
    }
}
