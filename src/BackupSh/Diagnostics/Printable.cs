using System.Globalization;
using System.Text;

namespace BackupSh.Diagnostics;

/// <summary>Makes foreign names fit for messages and terminals: they may hold line breaks and escape sequences.</summary>
internal static class Printable
{
    internal static string Of(string text)
    {
        StringBuilder printable = new(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            UnicodeCategory category = Rune.GetUnicodeCategory(rune);
            bool hidden = category is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
            printable.Append(hidden ? $"\\u{rune.Value:X4}" : rune.ToString());
        }

        return printable.ToString();
    }
}
