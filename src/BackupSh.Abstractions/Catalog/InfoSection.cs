using System.Diagnostics.CodeAnalysis;

namespace BackupSh.Catalog;

/// <summary>Takes keys out of a section, and knows what is left of it.</summary>
/// <param name="file">The file.</param>
/// <param name="name">The section, which may be missing.</param>
internal sealed class InfoSection(IniFile file, string name)
{
    private readonly Dictionary<string, IniEntry> _entries =
        file.Entries.Where(entry => entry.Section == name).ToDictionary(entry => entry.Key, StringComparer.Ordinal);

    private readonly int _line = file.Sections.GetValueOrDefault(name, 1);

    /// <summary>Gets what nobody took, in the file's order.</summary>
    internal IEnumerable<IniEntry> Rest => _entries.Values.OrderBy(entry => entry.Line);

    internal bool TryTake(string key, [NotNullWhen(true)] out string? spelled, out int line)
    {
        bool isThere = _entries.Remove(key, out IniEntry entry);
        (spelled, line) = isThere ? (entry.Spelled, entry.Line) : (null, _line);
        return isThere;
    }

    internal T Take<T>(string key, string form, Func<string, T?> read)
        where T : struct
    {
        string spelled = TakeText(key, form, out int line);
        return read(spelled) ?? throw WrongForm(line, key, form, spelled);
    }

    internal string TakeText(string key, string form, out int line) =>
        TryTake(key, out string? spelled, out line) ? spelled : throw Missing(key, form);

    internal static BackupInfoFormatException WrongForm(int line, string key, string form, string spelled) =>
        BackupInfoFormatException.Create("BSH0020", line, key, form, spelled);

    internal BackupInfoFormatException Missing(string key, string form) =>
        BackupInfoFormatException.Create("BSH0023", _line, key, $"{form} in section [{name}]", null);
}
