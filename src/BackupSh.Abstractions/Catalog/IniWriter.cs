using System.Text;

namespace BackupSh.Catalog;

/// <summary>Writes an INI file as Python's <c>configparser</c> does: <c>key = value</c>, a blank line after a section.</summary>
internal sealed class IniWriter
{
    private readonly StringBuilder _text = new();

    internal void Section(string name, IEnumerable<KeyValuePair<string, string>> spelledValues)
    {
        _text.Append('[').Append(name).Append("]\n");
        foreach ((string key, string spelled) in spelledValues)
        {
            _text.Append(key).Append(spelled.Length == 0 ? " =" : " = ").Append(spelled).Append('\n');
        }

        _text.Append('\n');
    }

    internal byte[] ToBytes() => Encoding.ASCII.GetBytes(_text.ToString());
}
